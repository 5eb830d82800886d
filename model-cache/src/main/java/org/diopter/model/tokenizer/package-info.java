/// Text to token ids and back, and what a token is for a person: its bytes, its text, its place in the prompt.
@NullMarked
package org.diopter.model.tokenizer;

import org.jspecify.annotations.NullMarked;
