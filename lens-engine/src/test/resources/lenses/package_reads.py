"""Loads a lens with the tuned-lens package, saves it again with the package and as plain safetensors: python package_reads.py LENS OUT"""
import json
import sys
from pathlib import Path

from safetensors.torch import save_file
from transformers import GPT2Config, GPT2LMHeadModel
from tuned_lens.nn.lenses import TunedLens

lens_folder, out = map(Path, sys.argv[1:])
config = json.loads((lens_folder / "config.json").read_text())
model = GPT2LMHeadModel(GPT2Config(n_embd=config["d_model"], n_layer=config["num_hidden_layers"], n_head=1, vocab_size=16, n_positions=8))
lens = TunedLens.from_model_and_pretrained(model, lens_resource_id=str(lens_folder), weights_only=True)
lens.save(out)
save_file({name: tensor.contiguous() for name, tensor in lens.layer_translators.state_dict().items()}, out / "plain.safetensors")
