package org.diopter.engine.glassbox;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.RunListener;
import org.diopter.engine.Study;
import org.diopter.engine.Workbench;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// The glass box, written and opened as the program does.
record OpenGlassBox(Workbench workbench, OpenModel model, Tokenizer tokenizer) implements AutoCloseable {
    static final LensChoice LOGIT = new LensChoice.Logit();
    /// Countries, capitals and the cities that are taken for them.
    static final List<Country> COUNTRIES = List.of(
            new Country("Turkey", "Ankara", "Istanbul", "lira"),
            new Country("Brazil", "Brasilia", "Rio", "real"),
            new Country("Switzerland", "Bern", "Zurich", "franc"),
            new Country("Morocco", "Rabat", "Casablanca", "dirham"),
            new Country("China", "Beijing", "Shanghai", "yuan"),
            new Country("Vietnam", "Hanoi", "Saigon", "dong"),
            new Country("India", "Delhi", "Mumbai", "rupee"),
            new Country("Nigeria", "Abuja", "Lagos", "naira"));

    record Country(String name, String capital, String city, String money) {
        String capitalPrompt() {
            return "The capital of " + name + " is";
        }

        String moneyPrompt() {
            return "In " + name + " you pay with";
        }
    }

    static OpenGlassBox in(Path home) {
        Workbench workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
        OpenModel model = workbench.open(BundledModel.glassBox(home).unpack(Progress.NONE), Progress.NONE);
        return new OpenGlassBox(workbench, model, model.tokenizer().orElseThrow());
    }

    /// A file that comes with the model.
    Path file(String name) {
        return model.id().folder().resolve(name);
    }

    TokenSequence tokens(String text) {
        return tokenizer.encode(text).tokens();
    }

    /// The id of a word.
    int id(String word) {
        TokenSequence tokens = tokens(word);
        return tokens.id(tokens.length() - 1);
    }

    Study study(String prompt, LensChoice lens, String... edits) {
        return new Study(model.id(), tokens(prompt), lens, EditStack.parse(List.of(edits)));
    }

    /// What the logit lens reads.
    Trajectory read(String prompt, String... edits) {
        return read(study(prompt, LOGIT, edits));
    }

    Trajectory read(Study study) {
        return workbench.run(study, Reading.everything(study.tokens().length()), new RunListener() {}).await();
    }

    /// The most likely word after the last token, read from a layer.
    String top(Trajectory trajectory, int layer) {
        return word(trajectory.topId(layer, trajectory.positions() - 1, 0));
    }

    /// The most likely words after the last token, read from a layer.
    List<String> front(Trajectory trajectory, int layer, int count) {
        return IntStream.range(0, count).mapToObj(k -> word(trajectory.topId(layer, trajectory.positions() - 1, k))).toList();
    }

    /// How likely the most likely word is after the last token, read from a layer.
    double probability(Trajectory trajectory, int layer) {
        return Math.exp(trajectory.topLogProbability(layer, trajectory.positions() - 1, 0));
    }

    /// What the model says after each of these prompts.
    List<String> answers(List<String> prompts, String... edits) {
        return prompts.stream().map(prompt -> read(prompt, edits)).map(read -> top(read, read.rows() - 1)).toList();
    }

    private String word(int id) {
        return tokenizer.token(id).text().orElseThrow();
    }

    /// Numbers from 0 to one less than `count`.
    static List<Integer> all(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Override
    public void close() {
        workbench.close();
    }
}
