package planted.message;

public record Later() {}
