package org.diopter.engine.imported;

/// A graph runs, but something in it cannot be made out. The message is a sentence for the user: why less can be done with this file.
public final class UnclearGraph extends RuntimeException {
    public UnclearGraph(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
