"""Loads the model in this folder with transformers; its reduced matrices stay in factors.

    from load_factored import load
    model = load("folder")
"""
import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import AutoConfig, AutoModelForCausalLM


def load(folder=Path(__file__).parent, dtype=torch.float32):
    folder = Path(folder)
    model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(folder), dtype=dtype)
    state = {full_name(model, name): tensor.to(dtype) for name, tensor in load_file(folder / "factored.safetensors").items()}
    for name, rank in json.loads((folder / "factors.json").read_text()).items():
        parent, _, leaf = full_name(model, name).rpartition(".")
        outputs = state[f"{parent}.{leaf}.1.weight"].shape[0]
        inputs = state[f"{parent}.{leaf}.0.weight"].shape[1]
        bias = f"{parent}.{leaf}.1.bias" in state
        factors = torch.nn.Sequential(torch.nn.Linear(inputs, rank, bias=False), torch.nn.Linear(rank, outputs, bias=bias))
        setattr(model.get_submodule(parent), leaf, factors.to(dtype))
    missing, unexpected = model.load_state_dict(state, strict=False)
    model.tie_weights()
    tied = set(getattr(model, "_tied_weights_keys", None) or ())
    lost = [name for name in missing if name not in tied]
    if lost or unexpected:
        raise ValueError(f"missing {lost}, unexpected {unexpected}")
    return model.eval()


def full_name(model, name):
    """Some files leave out the name of the model's body."""
    prefix = model.base_model_prefix + "."
    first = name.split(".")[0]
    return name if hasattr(model, first) or name.startswith(prefix) else prefix + name
