package org.diopter.views.kernels;

/// How far a training of kernels is.
///
/// @param block that is trained now
/// @param done blocks that are ready
/// @param of blocks that were asked for
/// @param epoch of the block, from 0; those before it are over
/// @param epochs a block
/// @param within share of the epoch that is done, 0 to 1; negative while the text is still being read
/// @param seconds of work since the beginning, pauses left out
/// @param gained share of all work that was done in that time; less than what is done where a former training is gone on with
public record KernelProgress(int block, int done, int of, int epoch, int epochs, double within, double seconds, double gained) {
    /// Before anything.
    public static KernelProgress begin(int block, int of, int epochs) {
        return new KernelProgress(block, 0, of, 0, epochs, -1, 0, 0);
    }

    /// Share of all work that is done, 0 to 1.
    public double share() {
        return (done + (epoch + Math.max(0, within)) / epochs) / of;
    }

    /// Seconds to the end at the present speed; NaN before anything is known.
    public double left() {
        return gained > 0 ? seconds / gained * (1 - share()) : Double.NaN;
    }
}
