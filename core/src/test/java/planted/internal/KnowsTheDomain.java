package planted.internal;

import planted.message.Later;

public interface KnowsTheDomain {
    int count(Later[] domain);
}
