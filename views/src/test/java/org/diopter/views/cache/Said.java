package org.diopter.views.cache;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.views.figure.Figure;

/// Writes down what the view asks for; chooses nothing.
record Said(List<String> all) implements CacheView.Acts {
    @Override
    public void run() {
        all.add("run");
    }

    @Override
    public void cancel() {
        all.add("cancel");
    }

    @Override
    public Optional<Path> kernels() {
        return Optional.empty();
    }

    @Override
    public void trainKernels(int side) {
        all.add("train kernels " + side);
    }

    @Override
    public void sweep() {
        all.add("sweep");
    }

    @Override
    public void cancelSweep() {
        all.add("cancel sweep");
    }

    @Override
    public void chooseHeads() {
        all.add("choose heads");
    }

    @Override
    public void cancelHeads() {
        all.add("cancel heads");
    }

    @Override
    public Optional<Path> text() {
        return Optional.empty();
    }

    @Override
    public void export(Figure figure) {
        all.add("export " + figure.title());
    }
}
