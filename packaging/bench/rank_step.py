"""Times what scripts do when the rank of one matrix changes: the cut matrix made from its kept decomposition, and the model and the logit lens run again.

    python rank_step.py [--model gpt2-shape] [--threads 2]

50 random tokens, `mlp.out` of the middle block at rank 100, every layer read with its ten most likely tokens, entropy and KL to the output. Prints the
median of seven. Beside it stands packaging/bench/RankReduction.java. Needs: pip install torch transformers. Without --model it writes random weights of
GPT-2's shape to ./gpt2-shape.
"""
import argparse, os, statistics, time
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, GPT2Config

parser = argparse.ArgumentParser()
parser.add_argument("--model", default="gpt2-shape")
parser.add_argument("--threads", type=int, default=os.cpu_count())
args = parser.parse_args()
torch.set_num_threads(args.threads)
RANK, TOKENS = 100, 50

folder = Path(args.model)
if not folder.exists():
    AutoModelForCausalLM.from_config(GPT2Config()).save_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
head, norm = model.get_output_embeddings(), model.transformer.ln_f
ids = torch.randint(0, model.config.vocab_size, (1, TOKENS))
weight = model.transformer.h[model.config.num_hidden_layers // 2].mlp.c_proj.weight


def lens():
    out = model(ids, output_hidden_states=True)
    final = out.logits.log_softmax(-1)
    for h in out.hidden_states[:-1]:
        read = head(norm(h)).log_softmax(-1)
        p = read.exp()
        read.topk(10), -(p * read).sum(-1), (final.exp() * (final - read)).sum(-1)


with torch.inference_mode():
    u, s, vh = torch.linalg.svd(weight.data, full_matrices=False)
    kept, times = weight.data.clone(), []
    for _ in range(9):
        begun = time.perf_counter()
        weight.data.copy_((u[:, :RANK] * s[:RANK]) @ vh[:RANK])
        lens()
        weight.data.copy_(kept)
        times.append(1000 * (time.perf_counter() - begun))
print("a step of the script, ms: %.0f (median of seven, after two)" % statistics.median(times[2:]))
