package planted.merge.one;

import planted.merge.two.Two;

public record One(Two two) {}
