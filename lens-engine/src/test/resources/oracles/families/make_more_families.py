"""Writes the tiny checkpoints that `make_families.py` does not have, and their references, beside this file.

    python make_more_families.py                all
    python make_more_families.py bloom olmo2    only these

Needs torch 2.15, transformers 5.24, safetensors, numpy.
"""
import json
import os
import sys

from family_oracle import make, rename_keys

HERE = os.path.dirname(os.path.abspath(__file__))

LLAMA = dict(vocab_size=112, hidden_size=32, intermediate_size=72, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=64, tie_word_embeddings=False, bos_token_id=1,
             eos_token_id=2, pad_token_id=None)
# Six pairs of a head of 16 with three quarters rotated.
SHORT = [1.0, 1.1, 1.2, 1.4, 1.7, 2.0]
LONG = [1.0, 1.5, 2.5, 4.0, 7.0, 9.0]


def older(drop=(), **put):
    """config.json as published files have it: `rope_theta` and `rope_scaling`. The newer form stays beside it."""
    def after(folder):
        path = os.path.join(folder, "config.json")
        config = json.load(open(path))
        json.dump(config, open(os.path.join(folder, "config.v5.json"), "w"), indent=2)
        rope = config.pop("rope_parameters")
        config["rope_theta"] = rope.pop("rope_theta")
        config["rope_scaling"] = None if rope == {"rope_type": "default"} else rope
        config = {k: v for k, v in config.items() if k not in drop}
        config.update(put)
        json.dump(config, open(path, "w"), indent=2)
    return after


def older_gemma3(folder):
    """Gemma 3 as published: two thetas, no `layer_types`."""
    path = os.path.join(folder, "config.json")
    config = json.load(open(path))
    json.dump(config, open(os.path.join(folder, "config.v5.json"), "w"), indent=2)
    rope = config.pop("rope_parameters")
    config["rope_theta"] = rope["full_attention"].pop("rope_theta")
    config["rope_scaling"] = rope["full_attention"]
    config["rope_local_base_freq"] = rope["sliding_attention"]["rope_theta"]
    config["sliding_window_pattern"] = 3
    del config["layer_types"]
    json.dump(config, open(path, "w"), indent=2)


def inside_multimodal(folder):
    """The same text model inside a checkpoint with images: nested configuration, prefixed names."""
    path = os.path.join(folder, "config.json")
    text = json.load(open(path))
    text.pop("architectures")
    json.dump({"architectures": ["Gemma3ForConditionalGeneration"], "model_type": "gemma3", "text_config": text,
               "vision_config": {"model_type": "siglip_vision_model"}}, open(path, "w"), indent=2)
    rename_keys(folder, lambda k: "language_model." + k)


GEMMA3 = dict(
    vocab_size=112, hidden_size=32, intermediate_size=48, num_hidden_layers=3, num_attention_heads=4,
    num_key_value_heads=2, head_dim=12, query_pre_attn_scalar=24, max_position_embeddings=64, sliding_window=5,
    sliding_window_pattern=3, rms_norm_eps=1e-6, bos_token_id=1, eos_token_id=2, pad_token_id=0)
GEMMA3_ROPE = {"full_attention": dict(rope_type="linear", factor=8.0, rope_theta=1000.0),
               "sliding_attention": dict(rope_type="default", rope_theta=100.0)}

FAMILIES = {
    "bloom": dict(model_type="bloom", seed=201, config=dict(
        vocab_size=112, hidden_size=32, n_layer=2, n_head=4, layer_norm_epsilon=1e-4, bos_token_id=1, eos_token_id=2),
        slips={"eps 1e-5": {"layer_norm_epsilon": 1e-5}}),
    "bloom_six_heads": dict(model_type="bloom", seed=202, config=dict(
        vocab_size=112, hidden_size=36, n_layer=2, n_head=6, bos_token_id=1, eos_token_id=2)),
    "opt_post_norm": dict(model_type="opt", seed=203, config=dict(
        vocab_size=112, hidden_size=32, word_embed_proj_dim=20, ffn_dim=80, num_hidden_layers=3, num_attention_heads=4,
        max_position_embeddings=64, do_layer_norm_before=False, dropout=0.0, pad_token_id=1, bos_token_id=2,
        eos_token_id=2)),
    "opt_plain_norms": dict(model_type="opt", seed=204, config=dict(
        vocab_size=112, hidden_size=32, ffn_dim=80, num_hidden_layers=2, num_attention_heads=4,
        max_position_embeddings=64, layer_norm_elementwise_affine=False, enable_bias=False, activation_function="gelu",
        dropout=0.0, pad_token_id=1, bos_token_id=2, eos_token_id=2),
        slips={"relu": {"activation_function": "relu"}}),
    "gemma3": dict(model_type="gemma3_text", seed=205, after=older_gemma3, config=dict(
        GEMMA3, rope_parameters=GEMMA3_ROPE, final_logit_softcapping=8.0),
        slips={"no final softcap": {"final_logit_softcapping": None}, "window 6": {"sliding_window": 6},
               "scale head_dim^-0.5": {"query_pre_attn_scalar": 12}}),
    "gemma3_multimodal": dict(model_type="gemma3_text", seed=206, finally_=inside_multimodal, config=dict(
        GEMMA3, rope_parameters=GEMMA3_ROPE)),
    "phi3": dict(model_type="phi3", seed=207, config=dict(
        LLAMA, num_attention_heads=2, num_key_value_heads=1, original_max_position_embeddings=16, sliding_window=None,
        rms_norm_eps=1e-4, rope_parameters=dict(rope_type="longrope", rope_theta=1000.0, partial_rotary_factor=0.75,
                                                short_factor=SHORT, long_factor=LONG)),
        after=older(["original_max_position_embeddings"], original_max_position_embeddings=16,
                    partial_rotary_factor=0.75)),
    "phi3_window": dict(model_type="phi3", seed=208, config=dict(LLAMA, sliding_window=5, tie_word_embeddings=True),
                        slips={"no window": {"sliding_window": None}, "window 6": {"sliding_window": 6}}),
    "olmo2": dict(model_type="olmo2", seed=209, config=dict(LLAMA, rms_norm_eps=1e-4),
                  slips={"eps 1e-6": {"rms_norm_eps": 1e-6}}),
    "starcoder2": dict(model_type="starcoder2", seed=210, config=dict(
        LLAMA, tie_word_embeddings=True, sliding_window=5, norm_epsilon=1e-4),
        slips={"no window": {"sliding_window": None}, "erf gelu": {"hidden_act": "gelu"}}),
    "stablelm": dict(model_type="stablelm", seed=211, config=dict(
        LLAMA, use_qkv_bias=True, layer_norm_eps=1e-4, rope_parameters=dict(
            rope_type="default", rope_theta=1000.0, partial_rotary_factor=0.5)),
        after=older(partial_rotary_factor=0.5, rope_scaling=None)),
    "stablelm_parallel": dict(model_type="stablelm", seed=212, config=dict(
        LLAMA, qk_layernorm=True, use_parallel_residual=True, layer_norm_eps=1e-5, rope_parameters=dict(
            rope_type="default", rope_theta=10000.0, partial_rotary_factor=0.25))),
    "granite": dict(model_type="granite", seed=213, config=dict(
        LLAMA, attention_bias=True, embedding_multiplier=3.0, logits_scaling=1.5, residual_multiplier=0.4,
        attention_multiplier=0.2, rms_norm_eps=1e-4),
        slips={"no embedding multiplier": {"embedding_multiplier": 1.0}, "no logits scaling": {"logits_scaling": 1.0},
               "no residual multiplier": {"residual_multiplier": 1.0},
               "scale head_dim^-0.5": {"attention_multiplier": 8 ** -0.5}}),
    "phi_normed": dict(model_type="phi", seed=214, config=dict(
        vocab_size=112, hidden_size=32, intermediate_size=80, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, qk_layernorm=True, max_position_embeddings=64, layer_norm_eps=1e-4,
        tie_word_embeddings=False, bos_token_id=1, eos_token_id=2, rope_parameters=dict(
            rope_type="default", rope_theta=10000.0, partial_rotary_factor=0.5))),
    "llama_linear": dict(model_type="llama", seed=215, after=older(), config=dict(
        LLAMA, rope_parameters=dict(rope_type="linear", rope_theta=1000.0, factor=3.0))),
    "llama_dynamic": dict(model_type="llama", seed=216, after=older(), config=dict(
        LLAMA, max_position_embeddings=16, rope_parameters=dict(rope_type="dynamic", rope_theta=1000.0, factor=4.0))),
    "llama_yarn": dict(model_type="llama", seed=217, after=older(), config=dict(
        LLAMA, head_dim=16, rope_parameters=dict(rope_type="yarn", rope_theta=1000.0, factor=4.0, beta_fast=4.0,
                                                 beta_slow=1.0, original_max_position_embeddings=16))),
    "llama_yarn_scaled": dict(model_type="llama", seed=218, config=dict(
        LLAMA, head_dim=16, rope_parameters=dict(
            rope_type="yarn", rope_theta=1000.0, factor=4.0, beta_fast=4.0, beta_slow=1.0, mscale=1.2,
            mscale_all_dim=0.7, truncate=False, original_max_position_embeddings=16))),
    "qwen2_window": dict(model_type="qwen2", seed=219, config=dict(
        LLAMA, num_hidden_layers=3, intermediate_size=48, sliding_window=5, use_sliding_window=True,
        max_window_layers=1), after=older(["layer_types"]),
        slips={"full": {"sliding_window": None, "layer_types": ["full_attention"] * 3}}),
    "gpt_neox_linear": dict(model_type="gpt_neox", seed=220, config=dict(
        vocab_size=112, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=64, use_parallel_residual=True, attention_bias=False, tie_word_embeddings=False,
        bos_token_id=1, eos_token_id=2, rope_parameters=dict(
            rope_type="linear", rope_theta=1000.0, partial_rotary_factor=0.5, factor=2.0))),
}


if __name__ == "__main__":
    for name in sys.argv[1:] or list(FAMILIES):
        spec = FAMILIES[name]
        report = make(name, spec, HERE)
        if "finally_" in spec:
            spec["finally_"](os.path.join(HERE, name))
        worst = {g: f"{a:.1e}" for g, (a, b) in report["float32"].items()}
        print(f"{name:20s} {report['bytes'] // 1024:4d} KB  H={report['entropy']:.2f}  |r|={report['max_resid']:.1f}  fp32 {worst}")
        print("    weak", report["weak"], "slips", {k: f"{v:.2g}" for k, v in report["slips"].items()}, flush=True)
