package org.diopter.model;

/// Long work stopped because its user asked for it. Nothing is wrong, and what was finished is kept.
public final class CancelledException extends RuntimeException {
    public CancelledException() {
        super("cancelled");
    }
}
