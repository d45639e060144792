package planted.merge.two;

import planted.merge.one.One;

public record Two(One one) {}
