package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.OpenModel;
import org.diopter.engine.cache.less.KernelFile;
import org.diopter.engine.cache.less.LessPlan;
import org.diopter.engine.cache.less.TrainedKernels;
import org.diopter.engine.cache.less.TrainingState;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.Numbers;

/// Trains kernels, block after block. Those of a former training stay until all are trained.
///
/// @param json where the result goes; nothing for a table on standard output
/// @param out the folder of the kernels
/// @param start how it begins
record TrainLessJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, KernelFolder out, TrainingStart start) {
    /// One block's training.
    private record Trained(int block, TrainedKernels kernels) {}

    int run(CommandEngine engine, OpenModel model, TrainLessStudy study) {
        TrainingText text = TrainingText.of(study.text().read(model));
        List<Integer> blocks = study.blocks().isEmpty() ? IntStream.range(0, model.card().layers()).boxed().toList() : study.blocks();
        if (start.needsBegun() && !out.former().isEmpty() && blocks.stream().noneMatch(block -> model.caches().hasBegun(study.plan(block), text))) {
            throw TrainingStart.nothingBegun(out.path(), "kernels");
        }
        if (!out.others().isEmpty()) {
            invocation.note(arguments, "‘%s’ holds kernels of other blocks, %d files; they stay.".formatted(out.path(), out.others().size()));
        }
        List<Trained> trained = new ArrayList<>();
        boolean complete = true;
        for (int i = 0; i < blocks.size() && complete; i++) {
            engine.progress().stage("Train block " + blocks.get(i), i + 1, blocks.size());
            try {
                Trained one = new Trained(blocks.get(i), train(engine, model, study.plan(blocks.get(i)), text));
                out.write(one.kernels().kernel(), new KernelFile.Place(model.id().sha256(), one.block(), study.policy()));
                trained.add(one);
                complete = one.kernels().complete();
            } catch (CancelledException e) {
                if (trained.isEmpty()) {
                    throw e;
                }
                complete = false;
            } catch (UnusableInputException e) {
                put(trained.stream().map(Trained::block).toList(), false);
                throw e;
            }
        }
        put(trained.stream().map(Trained::block).toList(), complete);
        write(engine, model, study, trained);
        if (!complete) {
            invocation.note(arguments, "Cancelled after %d of %d blocks; --resume goes on from there.".formatted(trained.size(), blocks.size()));
            return invocation.interruption().exitCode();
        }
        return ExitCode.DONE;
    }

    /// Half a set in the place of a whole one would be worse than the former; a training that is gone on with goes on in its folder.
    private void put(List<Integer> written, boolean complete) {
        int former = out.former().size();
        if (complete || former == 0 || !start.force()) {
            out.exchange(written, complete);
        } else {
            out.discard(written);
            invocation.note(arguments, "The %d files of kernels that were in ‘%s’ stay.".formatted(former, out.path()));
        }
    }

    private TrainedKernels train(CommandEngine engine, OpenModel model, LessPlan plan, TrainingText text) {
        TrainLessReport report = new TrainLessReport(invocation, arguments, engine.progress(), plan);
        return engine.until(stop -> model.caches().trainLess(plan, text, start.resume(), report, stop));
    }

    private void write(CommandEngine engine, OpenModel model, TrainLessStudy study, List<Trained> trained) {
        if (json.isPresent()) {
            json.get().write(target -> {
                target.head(model.card(), engine.provider(), study, "nats");
                target.text("folder", out.path().toAbsolutePath().normalize().toString());
                target.objects("blocks", trained, one -> block(target, one));
            });
            return;
        }
        TextTable table = new TextTable(
                TextTable.Column.number("block"), TextTable.Column.number("policy alone"), TextTable.Column.number("Baseline+"),
                TextTable.Column.number("LESS"), TextTable.Column.number("of the error left, %"));
        for (Trained one : trained) {
            TrainedKernels kernels = one.kernels();
            table.row(
                    Integer.toString(one.block()),
                    Numbers.axis(kernels.baselines().sparse()),
                    Numbers.axis(kernels.baselines().baselinePlus()),
                    Numbers.axis(kernels.heldOut()),
                    Numbers.fixed(100 * kernels.heldOut() / kernels.baselines().sparse(), 1));
        }
        invocation.console().out().println("Mean squared error at the output projection, on held-out text");
        table.lines().forEach(invocation.console().out()::println);
        invocation.console().out().println(out.path());
    }

    private static void block(Json json, Trained one) {
        json.out().writeNumberProperty("block", one.block());
        json.number("sparseMse", one.kernels().baselines().sparse());
        json.number("baselinePlusMse", one.kernels().baselines().baselinePlus());
        json.number("lessMse", one.kernels().heldOut());
        json.number("stateTokens", one.kernels().kernel().tokensOfState());
        List<TrainingState.Epoch> curve = one.kernels().curve();
        json.objects("curve", IntStream.range(0, curve.size()).boxed().toList(), epoch -> {
            json.out().writeNumberProperty("epoch", epoch + 1);
            json.number("training", curve.get(epoch).training());
            json.number("heldOut", curve.get(epoch).heldOut());
        });
    }
}
