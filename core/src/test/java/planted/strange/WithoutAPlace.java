package planted.strange;

public record WithoutAPlace() {}
