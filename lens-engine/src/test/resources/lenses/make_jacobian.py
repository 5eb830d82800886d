"""Writes the Jacobian lens of these tests with torch.save; needs PyTorch. Run in this folder."""
import torch

J = {block: (torch.eye(2) + torch.tensor([[0.0, 1.0], [2.0, 3.0]]) * (block + 1)).half() for block in (0, 2)}
torch.save({"J": J, "n_prompts": 8, "source_layers": [0, 2], "d_model": 2}, "jacobian.pt")
