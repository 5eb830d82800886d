package org.diopter.model.checkpoint.gguf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.gguf.Layout.Change;

/// What a GGUF file is as a Hugging Face folder: the keys of its `config.json`, and its tensors under their names there.
///
/// @param config numbers, texts, booleans, lists and objects
/// @param tensors in the order of the file
public record GgufModel(Map<String, Object> config, List<ModelTensor> tensors) {
    private static final Pattern IN_BLOCK = Pattern.compile("blk\\.(\\d{1,9})\\.([a-z0-9_]+)\\.(weight|bias)");
    private static final Pattern OUTSIDE = Pattern.compile("([a-z0-9_]+)\\.(weight|bias)");

    /// Transposing takes a whole tensor into memory.
    private static final long MAX_TRANSPOSED = 1 << 28;

    /// Frequencies, which the configuration says.
    private static final Set<String> FREQUENCIES = Set.of("rope_freqs", "rope_factors_long", "rope_factors_short", "attn_rot_embd");

    /// Reads a file in the terms of its layout.
    ///
    /// @throws UnusableInputException if its architecture is not known, asks for mathematics that are not supported, or has tensors
    ///     that no part of the architecture is
    public static GgufModel of(GgufFile file) {
        requireWholeModel(file);
        String architecture = file.metadata().text("general.architecture")
                .orElseThrow(() -> file.errors().value("general.architecture is missing."));
        Layout layout = Layouts.find(architecture).orElseThrow(() -> file.errors().unsupported(
                "is of the architecture ‘%.80s’, which is not known. Known ones are %s.".formatted(architecture, Layouts.list())));
        Parameters parameters = new Parameters(file, architecture);
        requireKnownMathematics(parameters, layout);
        return new GgufModel(config(parameters, layout), tensors(parameters, layout));
    }

    private static void requireWholeModel(GgufFile file) {
        long parts = file.metadata().integer("split.count").orElse(1);
        if (parts > 1) {
            throw file.errors().unread("is part %d of %d; only models in one file are read. Join them with llama-gguf-split --merge."
                    .formatted(file.metadata().integer("split.no").orElse(0) + 1, parts));
        }
        String type = file.metadata().text("general.type").orElse("model");
        if (!type.equals("model")) {
            throw file.errors().unsupported("holds a part of the kind ‘%.40s’ and no model by itself. Choose the model's own file.".formatted(type));
        }
    }

    private static void requireKnownMathematics(Parameters parameters, Layout layout) {
        for (String key : Layout.SCALES) {
            if (!layout.scales().contains(key) && parameters.has(key) && parameters.number(key).orElse(0) != 0) {
                throw parameters.file().errors().unsupported("asks for %s.%s, which is not supported for this architecture."
                        .formatted(parameters.architecture(), key));
            }
        }
    }

    private static Map<String, Object> config(Parameters parameters, Layout layout) {
        Map<String, Object> config = new LinkedHashMap<>();
        layout.config().write(parameters, config);
        config.put("vocab_size", parameters.vocabulary());
        config.put("tie_word_embeddings", !parameters.hasTensor("output.weight"));
        parameters.file().metadata().integer("tokenizer.ggml.bos_token_id").ifPresent(id -> config.put("bos_token_id", id));
        parameters.file().metadata().integer("tokenizer.ggml.eos_token_id").ifPresent(id -> config.put("eos_token_id", id));
        return config;
    }

    private static List<ModelTensor> tensors(Parameters parameters, Layout layout) {
        List<ModelTensor> tensors = new ArrayList<>();
        for (GgufTensor tensor : parameters.file().tensors().values()) {
            Matcher inBlock = IN_BLOCK.matcher(tensor.name());
            Matcher outside = OUTSIDE.matcher(tensor.name());
            if (inBlock.matches()) {
                addInBlock(tensor, inBlock, parameters, layout, tensors);
            } else if (outside.matches() && layout.outside().containsKey(outside.group(1))) {
                String part = outside.group(1);
                tensors.add(tensor(layout.outside().get(part) + "." + outside.group(2), tensor, layout.changes().of(part, parameters), parameters));
            } else if (!outside.matches() || !FREQUENCIES.contains(outside.group(1))) {
                throw unknown(tensor, parameters);
            }
        }
        return tensors;
    }

    private static void addInBlock(GgufTensor tensor, Matcher name, Parameters parameters, Layout layout, List<ModelTensor> into) {
        String part = name.group(2);
        String prefix = layout.block() + name.group(1) + ".";
        String suffix = "." + name.group(3);
        String known = layout.inBlock().get(part);
        if (known != null) {
            into.add(tensor(prefix + known + suffix, tensor, layout.changes().of(part, parameters), parameters));
        } else if (part.equals("attn_qkv") && layout.inBlock().containsKey("attn_q") && layout.changes() == Layout.Changes.NONE) {
            addParts(tensor, prefix, suffix, parameters, layout, into);
        } else if (!FREQUENCIES.contains(part)) {
            throw unknown(tensor, parameters);
        }
    }

    /// A fused matrix of queries, keys and values where Hugging Face has three.
    private static void addParts(GgufTensor fused, String prefix, String suffix, Parameters parameters, Layout layout, List<ModelTensor> into) {
        long queries = (long) parameters.heads() * parameters.headWidth();
        long keys = (long) parameters.kvHeads() * parameters.headWidth();
        requireRows(fused, queries + 2 * keys, parameters);
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put("attn_q", queries);
        rows.put("attn_k", keys);
        rows.put("attn_v", keys);
        long first = 0;
        for (Map.Entry<String, Long> part : rows.entrySet()) {
            List<Long> shape = new ArrayList<>(fused.shape());
            shape.set(0, part.getValue());
            into.add(new ModelTensor(prefix + layout.inBlock().get(part.getKey()) + suffix, shape, fused, RowOrder.from(first), false, 0));
            first += part.getValue();
        }
    }

    private static ModelTensor tensor(String name, GgufTensor source, Change change, Parameters parameters) {
        boolean transposed = change.transposed() && source.shape().size() == 2;
        if (transposed && source.elements() > MAX_TRANSPOSED) {
            throw parameters.file().errors().unsupported("has a tensor %s of %d values; at most %d can be transposed."
                    .formatted(source.name(), source.elements(), MAX_TRANSPOSED));
        }
        if (change.order() != RowOrder.SAME) {
            boolean keys = source.name().contains("attn_k.");
            long heads = source.name().contains("attn_qkv") ? 3L * parameters.heads() : keys ? parameters.kvHeads() : parameters.heads();
            requireRows(source, heads * parameters.headWidth(), parameters);
        }
        List<Long> shape = transposed ? source.shape().reversed() : source.shape();
        return new ModelTensor(name, shape, source, change.order(), transposed, change.added());
    }

    /// Rows that are put in another order must be just those of all heads, and a vector's stored value by value.
    private static void requireRows(GgufTensor source, long rows, Parameters parameters) {
        boolean separable = source.shape().size() == 2 || (source.shape().size() == 1 && source.type().plain());
        if (source.shape().getFirst() != rows || !separable || parameters.headWidth() % 2 != 0) {
            throw parameters.file().errors().value("tensor %s of type %s has the shape %s; heads of width %d need %d rows.".formatted(
                    source.name(), source.type(), source.shape(), parameters.headWidth(), rows));
        }
    }

    private static UnusableInputException unknown(GgufTensor tensor, Parameters parameters) {
        return parameters.file().errors().unsupported("has a tensor %.80s, which no %s model has; what it does to the model is not known."
                .formatted(tensor.name(), parameters.architecture()));
    }
}
