package org.diopter.engine.imported;

/// A weight matrix that rows are multiplied with.
///
/// @param weight its name among the constants
/// @param inputFirst whether it is stored [in, out], else [out, in]
/// @param output the product, with the bias added where there is one
record LinearUse(String weight, boolean inputFirst, String output) {}
