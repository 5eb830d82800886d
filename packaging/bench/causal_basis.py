"""Finds causal directions of the same states with tuned-lens and with Diopter, one after the other, and prints what both took and found.

    python causal_basis.py --diopter ./diopter [--model DIR] [--states 256] [--peer-directions 3] [--directions 10] [--layer 6] [--threads 2]

Needs: pip install torch transformers tuned-lens safetensors.  Without --model it writes random weights of GPT-2's shape to ./gpt2-shape.
Seconds are wall and processor time. Diopter's are of the whole process: start, opening the model, reading the states, and writing the result.
"""
import argparse, json, os, resource, subprocess, time
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, GPT2Config
from tuned_lens.causal.subspaces import extract_causal_bases
from tuned_lens.nn.lenses import LogitLens

parser = argparse.ArgumentParser()
parser.add_argument("--diopter", required=True)
parser.add_argument("--model", default="gpt2-shape")
parser.add_argument("--states", type=int, default=256)
parser.add_argument("--directions", type=int, default=10)
parser.add_argument("--peer-directions", type=int, default=3)
parser.add_argument("--layer", type=int, default=6)
parser.add_argument("--threads", type=int, default=os.cpu_count())
args = parser.parse_args()
torch.set_num_threads(args.threads)
torch.manual_seed(0)

folder = Path(args.model)
if not folder.exists():
    AutoModelForCausalLM.from_config(GPT2Config()).save_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
ids = torch.randint(0, model.config.vocab_size, (1, args.states))
with torch.no_grad():
    hidden = model(ids, output_hidden_states=True).hidden_states[args.layer]
save_file({"states": hidden[0].contiguous()}, "states.safetensors")


def show(name, directions, wall, cpu, bits):
    print(f"{name:44s} {directions:3d} directions  {wall:7.1f} s wall  {cpu:7.1f} s processor  {cpu / directions:6.2f} s each  "
          + " ".join(f"{b:.3f}" for b in bits[:3]) + " bits", flush=True)


def peer(k):
    before, start = time.process_time(), time.perf_counter()
    # Its loop leaves out the last entry of the list.
    basis = next(iter(extract_causal_bases(LogitLens.from_model(model), [hidden, hidden], k=k, mode="mean")))
    bits = (basis.energies / torch.log(torch.tensor(2.0))).tolist()
    show("tuned-lens extract_causal_bases", k, time.perf_counter() - start, time.process_time() - before, bits)


def diopter(k):
    used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    before, start = used(), time.perf_counter()
    subprocess.run([args.diopter, "basis", str(folder), "--layer", str(args.layer), "--directions", str(k), "--states-file", "states.safetensors",
                    "--threads", str(args.threads), "--quiet", "--json", "basis.json"], check=True)
    bits = [d["influenceBits"] for d in json.load(open("basis.json"))["directions"]]
    show("diopter basis, whole process", k, time.perf_counter() - start, used() - before, bits)


print(f"{args.states} states, layer {args.layer}, {args.threads} threads, torch {torch.__version__}")
diopter(1)  # hashes the weights once
diopter(args.directions)
diopter(args.peer_directions)
peer(args.peer_directions)
