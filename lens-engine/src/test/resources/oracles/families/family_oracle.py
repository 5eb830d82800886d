"""Engine for tiny decoder checkpoints with reference activations.

One call of `make(name, spec, out_dir)` writes

    <out_dir>/<name>/config.json
    <out_dir>/<name>/model.safetensors            (or shards + index)
    <out_dir>/<name>/reference.safetensors

Weights are random with a fixed seed, drawn large enough that every parameter changes the result. The reference is
computed by the transformers model classes with eager attention, entirely in float64 (from the stored, i.e. already
rounded, weights) and then cast to float32. The same model is run once more in plain float32 to learn how far a float32
implementation may be away.
"""
import contextlib
import os
import shutil
import sys

import numpy as np
import torch
from safetensors.numpy import save_file as save_np
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM

torch.set_num_threads(1)
F32, F64 = torch.float32, torch.float64
PROMPT_LENGTHS = (9, 24)

# Where to look inside each model class.
#   blocks, norm : the list of blocks, the final norm
#   attn, mlp    : modules (relative to a block) whose output is the update added to the residual stream
#   mid          : module whose input is the residual after the attention update (None: parallel block)
LLAMA = dict(blocks="model.layers", norm="model.norm", attn="self_attn", mlp="mlp", mid="post_attention_layernorm")
SANDWICH = dict(blocks="model.layers", norm="model.norm", attn="post_attention_layernorm",
                mlp="post_feedforward_layernorm", mid="pre_feedforward_layernorm")
GPT = dict(blocks="transformer.h", norm="transformer.ln_f", attn="attn", mlp="mlp", mid="ln_2")
ANATOMY = {
    "gpt2": GPT,
    "gpt_neo": GPT,
    "gptj": dict(GPT, mid=None),
    "gpt_neox": dict(blocks="gpt_neox.layers", norm="gpt_neox.final_layer_norm", attn="attention", mlp="mlp",
                     mid="post_attention_layernorm"),
    "opt": dict(blocks="model.decoder.layers", norm="model.decoder.final_layer_norm", attn="self_attn", mlp="fc2",
                mid="final_layer_norm"),
    "bloom": dict(blocks="transformer.h", norm="transformer.ln_f", attn="self_attention.dense",
                  mlp="mlp.dense_4h_to_h", mid="post_attention_layernorm"),
    "llama": LLAMA, "mistral": LLAMA, "qwen2": LLAMA, "qwen3": LLAMA, "gemma": LLAMA, "phi3": LLAMA,
    "granite": LLAMA, "starcoder2": LLAMA, "stablelm": LLAMA,
    "gemma2": SANDWICH, "gemma3_text": SANDWICH,
    "olmo2": dict(SANDWICH, mid="mlp"),
    "phi": dict(blocks="model.layers", norm="model.final_layernorm", attn="self_attn", mlp="mlp", mid=None),
}
# RMS norms that multiply by (1 + w)
ONE_PLUS = {"gemma", "gemma2", "gemma3_text"}


def anatomy(config):
    a = dict(ANATOMY[config.model_type])
    if config.model_type == "gpt_neox" and config.use_parallel_residual:
        a["mid"] = None
    if config.model_type == "stablelm" and config.use_parallel_residual:
        a["mid"] = None
    if config.model_type == "opt" and not config.do_layer_norm_before:
        a.update(norm=None, mid=None)     # post-norm blocks: the stream itself is normalised
    return a


# ---------------------------------------------------------------- weights

def redraw(model, seed, spec):
    """Draws every parameter anew. Matrices ~ gain / sqrt(fan_in), so activations keep their size at any width."""
    g = torch.Generator().manual_seed(seed)
    config = model.config
    norms = {n for n, m in model.named_modules() if "Norm" in type(m).__name__}
    conv = {n for n, m in model.named_modules() if type(m).__name__ == "Conv1D"}
    emb = {n for n, m in model.named_modules() if isinstance(m, torch.nn.Embedding)}
    tied = bool(getattr(config, "tie_word_embeddings", False))
    gain_qk = spec.get("gain_qk", 1.5)
    with torch.no_grad():
        for name, p in sorted(model.named_parameters()):
            owner, leaf = name.rsplit(".", 1)
            r = torch.randn(p.shape, generator=g)
            if owner in norms and leaf == "weight":
                p.copy_(0.2 * r + (0.0 if config.model_type in ONE_PLUS else 1.0))
            elif leaf == "bias":
                p.copy_(0.2 * r)
            elif owner in emb:
                position = "wpe" in owner or "position" in owner
                std = 0.3 if position else (2.5 / p.shape[1] ** 0.5 if tied else 0.6)
                p.copy_(spec.get("embed_std", std) * r)
            elif owner.endswith(("lm_head", "embed_out")):
                p.copy_(2.5 / p.shape[1] ** 0.5 * r)
            else:
                fan_in = p.shape[0] if owner in conv else p.shape[1]
                gain = gain_qk if any(k in owner for k in ("q_proj", "k_proj")) else 1.5
                p.copy_(gain / fan_in ** 0.5 * r)


# ---------------------------------------------------------------- float64 execution

@contextlib.contextmanager
def everything_in_float64():
    """Model code upcasts to float32 by name (norms, rotary, softmax); inside this block that name means float64."""
    saved = torch.float32, torch.float, torch.Tensor.float, torch.get_default_dtype()
    torch.set_default_dtype(F64)
    torch.float32 = torch.float = F64
    torch.Tensor.float = torch.Tensor.double
    try:
        yield
    finally:
        torch.float32, torch.float, torch.Tensor.float = saved[:3]
        torch.set_default_dtype(saved[3])


def read_state(folder):
    state = {}
    for f in sorted(os.listdir(folder)):
        if f.startswith("model") and f.endswith(".safetensors"):
            state.update(load_file(os.path.join(folder, f)))
    return state


def load_model(folder, dtype, config=None, state=None):
    config = config or AutoConfig.from_pretrained(folder)
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager", dtype=dtype)
    prefix = model.base_model_prefix + "."
    state = state or read_state(folder)
    known = set(model.state_dict())
    if "lm_head.weight" in known:     # transformers 5 calls GPT-NeoX's head so inside, and embed_out in files
        state = {k.replace("embed_out.", "lm_head."): v for k, v in state.items()}
    state = {(k if k in known else prefix + k): v.to(dtype) for k, v in state.items()}
    buffers = {k for k in state if k not in known}
    assert all(k.endswith((".attn.bias", ".attn.masked_bias")) for k in buffers), buffers
    for k in buffers:
        del state[k]
    # GPT-2 checkpoints of old carry the causal mask as "attn.bias"; that is no parameter
    result = model.load_state_dict(state, strict=False)
    assert not result.unexpected_keys
    model.tie_weights()
    missing = [k for k in result.missing_keys if not k.endswith(("lm_head.weight", "embed_out.weight"))]
    assert not missing, missing
    return model.eval()


# ---------------------------------------------------------------- recording

def first(x):
    return x[0] if isinstance(x, (tuple, list)) else x


def capture(model, ids):
    """Runs one prompt and returns every tensor of the reference, without the batch axis."""
    config, where, out = model.config, anatomy(model.config), {}
    blocks = model.get_submodule(where["blocks"])
    n = len(blocks)
    handles = []

    def keep(key, t, width=None):
        t = t.detach()
        t = t.reshape(-1, t.shape[-1]) if width else t[0]
        out[key] = t.clone()

    def pre(module, key):
        def hook(_, args, kwargs):
            keep(key, args[0] if args else kwargs["hidden_states"], True)
        handles.append(module.register_forward_pre_hook(hook, with_kwargs=True))

    def post(module, key, scale=1.0):
        handles.append(module.register_forward_hook(lambda _, a, o: keep(key, first(o) * scale, True)))

    m = float(getattr(config, "residual_multiplier", 1.0))
    for l, block in enumerate(blocks):
        pre(block, f"resid_pre.{l}")
        if where["mid"]:
            pre(block.get_submodule(where["mid"]), f"resid_mid.{l}")
        post(block.get_submodule(where["attn"]), f"attn_out.{l}", m)
        post(block.get_submodule(where["mlp"]), f"mlp_out.{l}", m)
    if where["norm"]:
        pre(model.get_submodule(where["norm"]), "resid_post_last")
    else:
        post(blocks[-1], "resid_post_last")

    # q, k, v just before the scores: after rotary, before the kv heads are repeated, before any scaling
    module = sys.modules[type(model).__module__]
    undo = []
    layer = [0]

    def put(q, k, v):
        l = layer[0]
        layer[0] += 1
        if config.model_type == "opt":          # the class scales q right after the projection
            q = q * (q.shape[-1] ** 0.5)
        keep(f"q.{l}", q), keep(f"k.{l}", k), keep(f"v.{l}", v)

    if config.model_type in ("gpt_neo", "gptj"):
        name = {"gpt_neo": "GPTNeoSelfAttention", "gptj": "GPTJAttention"}[config.model_type]
        cls = getattr(module, name)
        original = cls._attn

        def spy(self, q, k, v, *a, **kw):
            put(q, k, v)
            return original(self, q, k, v, *a, **kw)
        cls._attn = spy
        undo.append(lambda: setattr(cls, "_attn", original))
    elif config.model_type == "bloom":
        cls = module.BloomAttention
        original = cls._reshape

        def spy(self, fused):
            q, k, v = original(self, fused)
            put(q, k, v)
            return q, k, v
        cls._reshape = spy
        undo.append(lambda: setattr(cls, "_reshape", original))
    else:
        original = module.eager_attention_forward

        def spy(self, q, k, v, *a, **kw):
            put(q, k, v)
            return original(self, q, k, v, *a, **kw)
        module.eager_attention_forward = spy
        undo.append(lambda: setattr(module, "eager_attention_forward", original))

    try:
        with torch.no_grad():
            r = model(input_ids=torch.tensor([ids]), output_attentions=True, use_cache=False)
    finally:
        for h in handles:
            h.remove()
        for u in undo:
            u()
    for l, a in enumerate(r.attentions):
        keep(f"attn_probs.{l}", a)
    keep("logits", r.logits, True)
    assert layer[0] == n
    check_sums(out, n, bool(where["mid"]), bool(where["norm"]))
    return {k: v.to(F64).numpy() for k, v in out.items()}


def check_sums(o, n, sequential, pre_norm):
    """The recorded pieces must add up to the stream."""
    for l in range(n):
        nxt = o[f"resid_pre.{l+1}"] if l + 1 < n else o["resid_post_last"]
        tol = 1e-12 if nxt.dtype == F64 else 1e-4
        if sequential:
            assert torch.allclose(o[f"resid_mid.{l}"], o[f"resid_pre.{l}"] + o[f"attn_out.{l}"], atol=tol, rtol=tol)
            assert torch.allclose(nxt, o[f"resid_mid.{l}"] + o[f"mlp_out.{l}"], atol=tol, rtol=tol)
        elif pre_norm:
            s = o[f"resid_pre.{l}"] + o[f"attn_out.{l}"] + o[f"mlp_out.{l}"]
            assert torch.allclose(nxt, s, atol=tol, rtol=tol)
        p = o[f"attn_probs.{l}"]
        assert (p.sum(-1) - 1).abs().max() < 1e-5 and p.triu(1).abs().max() == 0


# ---------------------------------------------------------------- writing

def prompts(vocab, seed):
    rng = np.random.default_rng(seed)
    return [[int(x) for x in rng.integers(3, vocab, size=n)] for n in PROMPT_LENGTHS]


def stats(ref, got):
    """group -> (largest absolute difference, that divided by the tensor's largest value)."""
    res = {}
    for k in ref:
        group = k.split("/")[1].split(".")[0]
        d = float(np.abs(ref[k] - got[k]).max())
        rel = d / float(np.abs(ref[k]).max())
        a, b = res.get(group, (0.0, 0.0))
        res[group] = (max(a, d), max(b, rel))
    return res


def run_all(folder, dtype, ids, config=None):
    state = read_state(folder)        # outside: the reader also knows dtypes by name
    if dtype == F64:
        with everything_in_float64():
            model = load_model(folder, F64, config, state)
            runs = [capture(model, i) for i in ids]
    else:
        model = load_model(folder, F32, config, state)
        runs = [capture(model, i) for i in ids]
    return {f"p{i}/{k}": v for i, r in enumerate(runs) for k, v in r.items()}


def rename_keys(folder, fn, extra=None):
    path = os.path.join(folder, "model.safetensors")
    state = {fn(k): v for k, v in load_file(path).items()}
    state.update(extra or {})
    save_file({k: v.contiguous() for k, v in state.items()}, path, metadata={"format": "pt"})


def make(name, spec, out_dir):
    folder = os.path.join(out_dir, name)
    shutil.rmtree(folder, ignore_errors=True)
    config = AutoConfig.for_model(spec["model_type"], **spec["config"])
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager").eval()
    redraw(model, spec["seed"], spec)
    dtype = spec.get("dtype", F32)
    model = model.to(dtype)
    model.config.dtype = dtype
    model.save_pretrained(folder, max_shard_size=spec.get("shard", "10GB"))
    for f in os.listdir(folder):
        if f == "generation_config.json":
            os.remove(os.path.join(folder, f))
    if "after" in spec:
        spec["after"](folder)

    ids = prompts(config.vocab_size, spec["seed"] + 1)
    ref = run_all(folder, F64, ids)
    tensors = {k: np.ascontiguousarray(v.astype(np.float32)) for k, v in ref.items()}
    for i, p in enumerate(ids):
        tensors[f"p{i}/input_ids"] = np.array(p, dtype=np.int64)
    save_np(tensors, os.path.join(folder, "reference.safetensors"), metadata={
        "computed_in": "float64", "stored_as": "float32", "family": config.model_type,
        "attention": "eager", "weights_dtype": str(dtype).replace("torch.", "")})

    again = run_all(folder, F32, ids)
    report = {"family": config.model_type, "float32": stats(ref, again), "ids": ids,
              "bytes": sum(os.path.getsize(os.path.join(folder, f)) for f in os.listdir(folder))}
    report["weak"] = weak_parameters(folder, ids, ref)
    report["entropy"] = entropy(ref)
    report["max_resid"] = float(max(np.abs(v).max() for k, v in ref.items() if "resid" in k))
    # what a wrong reading of the config would cost: largest change of the logits
    slips = {}
    for label, change in spec.get("slips", {}).items():
        wrong = AutoConfig.from_pretrained(folder)
        for k, v in change.items():
            setattr(wrong, k, v)
        bad = run_all(folder, F64, ids, wrong)
        slips[label] = float(max(np.abs(bad[k] - ref[k]).max() for k in ref if k.endswith("/logits")))
    report["slips"] = slips
    return report


def entropy(ref):
    res = []
    for k, v in ref.items():
        if k.endswith("/logits"):
            p = np.exp(v - v.max(-1, keepdims=True))
            p /= p.sum(-1, keepdims=True)
            res.append(float(-(p * np.log(p + 1e-300)).sum(-1).mean()))
    return sum(res) / len(res)


def weak_parameters(folder, ids, ref):
    """Parameters whose change by 30 % + 0.05 moves the logits by less than 1e-3."""
    weak, state = {}, read_state(folder)
    with everything_in_float64():
        model = load_model(folder, F64, None, state)
        x = torch.tensor([ids[1]])
        base = torch.tensor(ref["p1/logits"])
        with torch.no_grad():
            for name, p in model.named_parameters():
                keep = p.clone()
                p.mul_(1.3).add_(0.05 * torch.randn(p.shape, generator=torch.Generator().manual_seed(1)))
                d = float((model(input_ids=x, use_cache=False).logits[0] - base).abs().max())
                p.copy_(keep)
                if d < 1e-3:
                    weak[name] = d
    return weak
