package org.diopter.engine.edit;

/// One change of a model. Edits of weights act on a block as it runs, those of directions on the state that leaves it; the file is never touched.
public sealed interface Edit permits BlockEdit, AblateDirections {
    /// The first layer whose stream it can change: streams below are the same objects with it and without.
    int firstLayer();

    /// The first block that has to run again; L if only the output changes.
    int firstBlock();

    /// Its text form, as the command line and session files write it: `rank:block=3,matrix=mlp.down,rho=0.1`. Read back it is an equal edit.
    String text();
}
