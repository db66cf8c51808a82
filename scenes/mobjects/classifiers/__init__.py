"""Pictures of classifiers: clouds of labelled points, decision regions, a plane that is bent."""
