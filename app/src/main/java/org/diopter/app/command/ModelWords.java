package org.diopter.app.command;

/// What commands say of models in their help.
final class ModelWords {
    static final String MODEL =
            "A folder with config.json and *.safetensors, 'bundled', 'glassbox', or a Hugging Face id found in the local cache; the bundled model"
                    + " if not given.";

    private ModelWords() {}
}
