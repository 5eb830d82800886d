/// LESS (arXiv 2402.09398): what a policy evicts goes into a state of constant size by learnt kernels; the kernels, their training and their files.
@NullMarked
package org.diopter.engine.cache.less;

import org.jspecify.annotations.NullMarked;
