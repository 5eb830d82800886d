package org.diopter.app.command;

/// What the program ends with.
final class ExitCode {
    static final int DONE = 0;
    /// A fault of the program itself.
    static final int FAULT = 1;
    static final int WRONG_USAGE = 2;
    static final int UNUSABLE_INPUT = 3;
    static final int CHECK_FAILED = 4;

    private ExitCode() {}
}
