#include "dsl/core/term.h"

#include <algorithm>
#include <limits>

#include "dsl/core/check.h"

namespace gestalt::dsl {

namespace {

/// The type a literal's text has: nothing is known about the elements of an empty list.
Type principal_type(const Type& type, Value value) {
  if (!type.is_list()) return type;
  const Type& element = type.arguments()[0];
  if (List(value).empty()) return list_of(type_variable("a"));
  if (!element.is_list()) return type;
  Substitution types;
  const Type common = types.fresh();
  for (const Value item : List(value)) {
    GESTALT_CHECK(types.unify(common, types.instantiate(principal_type(element, item))));
  }
  return canonical(list_of(types.apply(common)));
}

}  // namespace

TermId TermPool::intern(TermKind kind, std::uint32_t payload, std::span<const TermId> children) {
  std::vector<std::uint32_t> key;
  key.reserve(children.size() + 2);
  key.push_back(static_cast<std::uint32_t>(kind));
  key.push_back(payload);
  for (const TermId child : children) key.push_back(child.index);
  const Digest digest = digest_bytes(key.data(), key.size() * sizeof(key[0]));
  const TermId fresh{static_cast<std::uint32_t>(nodes_.size())};
  const auto [entry, is_new] = ids_.emplace(digest, fresh);
  if (!is_new) return entry->second;
  std::uint32_t depth = 0;
  for (const TermId child : children) depth = std::max(depth, nodes_[child.index].depth);
  nodes_.push_back({kind, payload, static_cast<std::uint32_t>(children_.size()),
                    static_cast<std::uint32_t>(children.size()), depth + 1});
  children_.insert(children_.end(), children.begin(), children.end());
  return fresh;
}

TermId TermPool::primitive(PrimitiveId id) { return intern(TermKind::kPrimitive, id, {}); }

TermId TermPool::variable(std::uint32_t level) { return intern(TermKind::kVariable, level, {}); }

TermId TermPool::literal(const Type& given, Value value) {
  const Type type = principal_type(given, value);
  // Literals are few: a linear scan keeps equal ones together.
  for (std::uint32_t i = 0; i < literals_.size(); ++i) {
    if (literals_[i].value == value && literals_[i].type == type) {
      return intern(TermKind::kLiteral, i, {});
    }
  }
  literals_.push_back({type, copy_value(value, literal_arena_)});
  return intern(TermKind::kLiteral, static_cast<std::uint32_t>(literals_.size() - 1), {});
}

TermId TermPool::apply(TermId function, std::span<const TermId> arguments) {
  if (arguments.empty()) return function;
  std::vector<TermId> all;
  if (nodes_[function.index].kind == TermKind::kApply) {
    const auto inner = children(function);
    all.assign(inner.begin(), inner.end());
  } else {
    all.push_back(function);
  }
  all.insert(all.end(), arguments.begin(), arguments.end());
  return intern(TermKind::kApply, static_cast<std::uint32_t>(all.size() - 1), all);
}

TermId TermPool::lambda(std::uint32_t level, TermId body) {
  return intern(TermKind::kLambda, level, {&body, 1});
}

std::uint64_t TermPool::tree_size(TermId id) const {
  std::unordered_map<std::uint32_t, std::uint64_t> sizes;
  constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
  const auto visit = [&](auto&& self, TermId at) -> std::uint64_t {
    if (const auto found = sizes.find(at.index); found != sizes.end()) return found->second;
    std::uint64_t size = (*this)[at].kind == TermKind::kApply ? 0 : 1;
    for (const TermId child : children(at)) {
      const std::uint64_t add = self(self, child);
      size = add > kMax - size ? kMax : size + add;
    }
    sizes.emplace(at.index, size);
    return size;
  };
  return visit(visit, id);
}

TermId TermPool::shift(TermId id, std::uint32_t from, std::uint32_t delta) {
  if (delta == 0) return id;
  std::unordered_map<std::uint32_t, TermId> shifted;
  const auto visit = [&](auto&& self, TermId at) -> TermId {
    if (const auto found = shifted.find(at.index); found != shifted.end()) return found->second;
    const TermNode node = nodes_[at.index];
    std::vector<TermId> parts(children(at).begin(), children(at).end());
    for (TermId& part : parts) part = self(self, part);
    const bool has_level = node.kind == TermKind::kVariable || node.kind == TermKind::kLambda;
    const std::uint32_t payload = node.payload + (has_level && node.payload >= from ? delta : 0);
    const TermId result = intern(node.kind, payload, parts);
    shifted.emplace(at.index, result);
    return result;
  };
  return visit(visit, id);
}

TermId TermPool::import(const TermPool& other, TermId id) {
  std::unordered_map<std::uint32_t, TermId> copies;
  const auto visit = [&](auto&& self, TermId at) -> TermId {
    if (const auto found = copies.find(at.index); found != copies.end()) return found->second;
    const TermNode node = other[at];
    std::vector<TermId> parts;
    for (const TermId child : other.children(at)) parts.push_back(self(self, child));
    TermId copy;
    switch (node.kind) {
      case TermKind::kLiteral:
        copy = literal(other.literal_of(at).type, other.literal_of(at).value);
        break;
      default:
        copy = intern(node.kind, node.payload, parts);
    }
    copies.emplace(at.index, copy);
    return copy;
  };
  return visit(visit, id);
}

}  // namespace gestalt::dsl
