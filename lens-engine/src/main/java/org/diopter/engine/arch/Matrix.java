package org.diopter.engine.arch;

/// A matrix of a block under the program's name, also where the file has several in one tensor: `attn.q`, `attn.k`, `attn.v`, `attn.o`, `mlp.in`,
/// `mlp.out`, `mlp.gate`, `mlp.up`, `mlp.down`.
///
/// @param block its block
/// @param stored the matrix as it is stored
/// @param outputs those of the stored matrix that are this one
public record Matrix(int block, String name, Linear stored, Outputs outputs) {}
