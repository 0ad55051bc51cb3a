"""YAML in which a key stands once: PyYAML takes the last one and says nothing."""

from typing import Any

import yaml


class KeyTwice(yaml.MarkedYAMLError):
    """A key stands twice in one mapping."""

    def __init__(self, node: yaml.ScalarNode) -> None:
        """Refuse the second one, *node*."""
        super().__init__(problem=f"'{node.value}' stands twice", problem_mark=node.start_mark)


class StrictLoader(yaml.CSafeLoader):
    """Loads plain values only; raises :class:`KeyTwice`."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        """Return the mapping of *node*."""
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode):
                if (key.tag, key.value) in seen:
                    raise KeyTwice(key)
                seen.add((key.tag, key.value))
        return dict(super().construct_mapping(node, deep))
