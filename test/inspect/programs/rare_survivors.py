"""A list of random texts of which a few stay, all over the heap."""
import random

random.seed(20240607)
keep = [str(random.random()) for _ in range(count)]
keep = [text for text in keep if random.random() < 0.0002]
