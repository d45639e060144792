package io.sendwell.testkit.mailjet;

/**
 * A call of a REST resource by an account that may call.
 *
 * @param id the path element behind the resource's name, empty when there is none
 */
record RestCall(FakeMailjetAccount account, String id, RestQuery query) {}
