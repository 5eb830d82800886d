package org.diopter.app.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Takes a word that stands for a choice, if it is one of those that can be chosen.
abstract sealed class WordConverter implements ITypeConverter<String> {
    /// @throws IllegalArgumentException with the words that there are, if this is none of them
    abstract void require(String word);

    @Override
    public final String convert(String word) {
        try {
            require(word);
            return word;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    static final class OfStatistic extends WordConverter {
        @Override
        void require(String word) {
            StatisticName.of(word);
        }
    }

    static final class OfMap extends WordConverter {
        @Override
        void require(String word) {
            FigureWords.map(word);
        }
    }

    static final class OfTheme extends WordConverter {
        @Override
        void require(String word) {
            FigureWords.theme(word);
        }
    }

    static final class OfRange extends WordConverter {
        @Override
        void require(String word) {
            FigureWords.range(word);
        }
    }

    static final class OfView extends WordConverter {
        @Override
        void require(String word) {
            SearchFigureStudy.requireView(word);
        }
    }

    static final class OfGroup extends WordConverter {
        @Override
        void require(String word) {
            GroupName.of(word);
        }
    }

    static final class OfHeldView extends WordConverter {
        @Override
        void require(String word) {
            HeldFigureStudy.requireView(word);
        }
    }

    static final class OfUnit extends WordConverter {
        @Override
        void require(String word) {
            FigureWords.unit(word);
        }
    }

    static final class OfAblation extends WordConverter {
        @Override
        void require(String word) {
            BasisChoice.requireMode(word);
        }
    }

    static final class OfRecipe extends WordConverter {
        @Override
        void require(String word) {
            TrainStudy.recipe(word);
        }
    }

    static final class OfTrainingPicture extends WordConverter {
        @Override
        void require(String word) {
            LensTrainingFigureStudy.requireShow(word);
        }
    }

    static final class OfRepository extends WordConverter {
        @Override
        void require(String word) {
            PullStudy.requireType(word);
        }
    }
}
