"""First- against second-order descent: a slope, a quadratic model, and what each costs."""
