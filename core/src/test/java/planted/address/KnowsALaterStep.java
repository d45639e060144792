package planted.address;

import planted.message.Later;

public record KnowsALaterStep(Later later) {}
