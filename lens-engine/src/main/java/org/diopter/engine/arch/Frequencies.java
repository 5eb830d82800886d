package org.diopter.engine.arch;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// How fast each pair of a head's components turns, in radians a position. Formulas are those of transformers' `modeling_rope_utils.py`, in double.
public sealed interface Frequencies {
    /// How many pairs turn.
    int pairs();

    /// The frequencies in a prompt.
    ///
    /// @param length of the whole prompt, known positions included
    List<Double> at(int length);

    /// The same at any length.
    record Fixed(List<Double> values) implements Frequencies {
        public Fixed {
            values = List.copyOf(values);
        }

        @Override
        public int pairs() {
            return values.size();
        }

        @Override
        public List<Double> at(int length) {
            return values;
        }

        /// θ^(−2i/r).
        ///
        /// @param dimensions r, how many components of a head turn
        static Fixed plain(double theta, int dimensions) {
            return new Fixed(IntStream.range(0, dimensions / 2)
                    .mapToObj(i -> Math.pow(theta, -2.0 * i / dimensions))
                    .toList());
        }

        /// All divided by a factor.
        Fixed linear(double factor) {
            return mapped(frequency -> frequency / factor);
        }

        /// Long waves divided by a factor, short ones kept, a ramp between.
        ///
        /// @param context the length of prompts before scaling
        Fixed llama3(double factor, double lowFactor, double highFactor, double context) {
            return mapped(frequency -> {
                double wave = 2 * Math.PI / frequency;
                if (wave > context / lowFactor) {
                    return frequency / factor;
                }
                if (wave < context / highFactor) {
                    return frequency;
                }
                double smooth = (context / wave - lowFactor) / (highFactor - lowFactor);
                return (1 - smooth) * frequency / factor + smooth * frequency;
            });
        }

        /// Each divided by a factor of its own.
        Fixed dividedBy(List<Double> factors) {
            return new Fixed(
                    IntStream.range(0, values.size()).mapToObj(i -> values.get(i) / factors.get(i)).toList());
        }

        /// Pairs below `low` kept, those above `high` divided by a factor, a ramp between (YaRN, arXiv 2309.00071).
        Fixed ramped(double factor, double low, double high) {
            double to = low == high ? high + 0.001 : high;
            return new Fixed(IntStream.range(0, values.size())
                    .mapToObj(i -> {
                        double divided = Math.clamp((i - low) / (to - low), 0, 1);
                        return values.get(i) / factor * divided + values.get(i) * (1 - divided);
                    })
                    .toList());
        }

        private Fixed mapped(DoubleUnaryOperator change) {
            return new Fixed(values.stream().map(change::applyAsDouble).toList());
        }
    }

    /// θ grows with the prompt, once it is longer than the context the model was trained with.
    ///
    /// @param dimensions r, how many components of a head turn
    /// @param context up to which θ is as it is
    record DynamicNtk(double theta, int dimensions, double factor, int context) implements Frequencies {
        @Override
        public int pairs() {
            return dimensions / 2;
        }

        @Override
        public List<Double> at(int length) {
            double stretch = factor * Math.max(length, context) / context - (factor - 1);
            return Fixed.plain(theta * Math.pow(stretch, dimensions / (dimensions - 2.0)), dimensions).values();
        }
    }

    /// One set for prompts up to a length, another for longer ones (LongRoPE).
    record Switching(Fixed near, Fixed far, int context) implements Frequencies {
        @Override
        public int pairs() {
            return near.pairs();
        }

        @Override
        public List<Double> at(int length) {
            return (length > context ? far : near).values();
        }
    }
}
