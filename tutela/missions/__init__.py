"""Field missions: what all parties agree to, which sites first, who goes where when, and what came home."""
