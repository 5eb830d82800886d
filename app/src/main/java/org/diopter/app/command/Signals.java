package org.diopter.app.command;

import sun.misc.Signal;

/// Leads the process's signals to an [Interruption]. Java's own way, a shutdown hook, would run beside the one with which ONNX Runtime frees what a
/// running model still uses.
final class Signals {
    private Signals() {}

    /// From now on Ctrl C and the request to terminate stop the work first. Where the system has no such signal, or keeps it to itself, all stays as
    /// it is.
    static void lead(Interruption interruption, Console console) {
        for (String name : new String[] {"INT", "TERM"}) {
            try {
                Signal.handle(new Signal(name), signal -> {
                    if (interruption.isRequested()) {
                        Runtime.getRuntime().halt(interruption.exitCode());
                    }
                    console.err().println("Cancelling…");
                    interruption.request(signal.getNumber());
                });
            } catch (IllegalArgumentException e) {
                console.err().flush(); // the virtual machine was told to leave signals alone (-Xrs)
            }
        }
    }
}
