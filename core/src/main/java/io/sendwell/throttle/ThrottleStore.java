package io.sendwell.throttle;

/**
 * Keeps the throttle's state for all nodes.
 *
 * <p>The application implements it on its own database ({@code ThrottleStoreContract} in the testkit proves that it did so)
 * or takes {@link InMemoryThrottleStore}, which knows one process only. Nodes and threads share it.
 *
 * <p>A key has at most 200 characters and is compared exactly, a state has at most 200, kept character by character.
 */
public interface ThrottleStore {

    /** How many characters a key has at most, and a state. */
    int MAX_LENGTH = 200;

    /**
     * What stands under a key, together with the store's clock at that moment.
     *
     * @throws ThrottleException when the store is out of reach; nothing may be sent then
     */
    ThrottleReading read(String key);

    /**
     * Replaces what stands under a key, if its version is still this one; the version goes up by one. Of several threads
     * and nodes that replace one version, one does. When it returns true, the state survives the end of this process.
     *
     * @param version the version that was read; 0 for a key that was not there
     * @return false when somebody else replaced it first; nothing was changed then
     * @throws ThrottleException when the store is out of reach; nothing may be sent then
     */
    boolean compareAndSet(String key, long version, String next);
}
