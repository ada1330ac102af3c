"""Knowledge of language and place that several stages share; no input or output."""
