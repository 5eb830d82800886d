"""What transformers computes of the glass box: python transformers_logits.py MODEL_FOLDER OUT.json

The folder is the one that `diopter models --json -` names for `glassbox`. Float32, on the CPU."""
import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

folder, out = map(Path, sys.argv[1:])
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
tokenizer = AutoTokenizer.from_pretrained(folder)
prompts = [
    "The capital of Turkey is",
    "In Nigeria we pay with",
    "The capital of China is Beijing . The capital of Vietnam is",
    "Remember scarlet . then we walk . you recall",
    "then we walk past the old mill and",
    (folder / "long-text.txt").read_text(encoding="utf-8"),
]
rows = []
with torch.no_grad():
    for prompt in prompts:
        ids = tokenizer(prompt, return_tensors="pt").input_ids
        rows.append({"text": prompt, "ids": ids[0].tolist(), "logits": model(ids).logits[0, -1].tolist()})
out.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n", encoding="utf-8")
