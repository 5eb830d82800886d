package org.diopter.views.prompt;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.diopter.engine.generate.Sampling;
import org.diopter.engine.generate.WritingPlan;

/// How the model goes on with the prompt, and what it has written.
public final class WritingModel {
    private static final int USUAL_TOKENS = 24;

    private final IntegerProperty tokens = new SimpleIntegerProperty(USUAL_TOKENS);
    private final DoubleProperty temperature = new SimpleDoubleProperty();
    private final IntegerProperty topK = new SimpleIntegerProperty();
    private final DoubleProperty topP = new SimpleDoubleProperty(1);
    private final IntegerProperty seed = new SimpleIntegerProperty();
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final BooleanProperty compared = new SimpleBooleanProperty();
    private final BooleanProperty grown = new SimpleBooleanProperty();
    private final StringProperty baseline = new SimpleStringProperty("");
    private final StringProperty edited = new SimpleStringProperty("");
    private final StringProperty remark = new SimpleStringProperty("");

    /// How many tokens are written at most.
    public IntegerProperty tokens() {
        return tokens;
    }

    /// 0 for always the likeliest token.
    public DoubleProperty temperature() {
        return temperature;
    }

    /// How many tokens are drawn from; 0 for all.
    public IntegerProperty topK() {
        return topK;
    }

    /// The share of probability that is drawn from.
    public DoubleProperty topP() {
        return topP;
    }

    public IntegerProperty seed() {
        return seed;
    }

    /// All of these.
    public WritingPlan plan() {
        return new WritingPlan(tokens.get(), new Sampling(temperature.get(), topK.get(), topP.get(), seed.get()));
    }

    /// Whether something is being written.
    public BooleanProperty running() {
        return running;
    }

    /// Whether B, the edited model, writes beside A.
    public BooleanProperty compared() {
        return compared;
    }

    /// Whether the prompt has grown by what was written.
    public BooleanProperty grown() {
        return grown;
    }

    /// What A, the model as it is, has written.
    public StringProperty baseline() {
        return baseline;
    }

    /// What B has written.
    public StringProperty edited() {
        return edited;
    }

    /// Why it ended, or could not begin; empty if there is nothing to say.
    public StringProperty remark() {
        return remark;
    }
}
