package org.diopter.engine.imported;

/// A graph runs, but something in it cannot be made out. The message is a sentence for the user: why less can be done with this file.
final class UnclearGraph extends RuntimeException {
    UnclearGraph(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
