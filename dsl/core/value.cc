#include "dsl/core/value.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace gestalt::dsl {

namespace {

constexpr std::uint64_t kListSeed = 0x11;

Digest digest_values(std::span<const Value> values, std::uint64_t seed) {
  std::array<Digest, 64> few;
  if (values.size() <= few.size()) {
    std::transform(values.begin(), values.end(), few.begin(), [](Value v) { return v.digest(); });
    return digest_sequence({few.data(), values.size()}, seed);
  }
  std::vector<Digest> many(values.size());
  std::transform(values.begin(), values.end(), many.begin(), [](Value v) { return v.digest(); });
  return digest_sequence(many, seed);
}

}  // namespace

Value ListBuilder::seal() {
  node_->digest = digest_values(elements(), kListSeed);
  return Value::of(node_);
}

Value make_list(Arena& arena, std::span<const Value> elements) {
  ListBuilder list(arena, elements.size());
  std::copy(elements.begin(), elements.end(), list.elements().begin());
  return list.seal();
}

Value make_function(Arena& arena, const Callable& code, std::uint64_t tag,
                    std::span<const Value> captured, const Digest& digest) {
  auto* node = static_cast<FunctionNode*>(
      arena.allocate(sizeof(FunctionNode) + captured.size() * sizeof(Value)));
  node->digest = digest;
  node->size = static_cast<std::uint32_t>(captured.size());
  node->kind = NodeKind::kFunction;
  node->code = &code;
  node->tag = tag;
  std::copy(captured.begin(), captured.end(), reinterpret_cast<Value*>(node + 1));
  return Value::of(node);
}

Value copy_value(Value value, Arena& arena) {
  if (value.is_immediate()) return value;
  const Node* node = value.node();
  switch (node->kind) {
    case NodeKind::kBlob: {
      BlobBuilder blob(arena, node->size);
      std::memcpy(blob.data(), node + 1, node->size);
      return blob.seal();
    }
    case NodeKind::kList: {
      std::vector<Value> elements;
      for (const Value element : List(value)) elements.push_back(copy_value(element, arena));
      return make_list(arena, elements);
    }
    case NodeKind::kFunction: {
      const auto* function = static_cast<const FunctionNode*>(node);
      std::vector<Value> captured;
      for (const Value element : function->captured())
        captured.push_back(copy_value(element, arena));
      return make_function(arena, *function->code, function->tag, captured, node->digest);
    }
  }
  return value;
}

void OwnedValues::append(std::span<const Value> values) {
  for (const Value value : values) values_.push_back(copy_value(value, arena_));
}

}  // namespace gestalt::dsl
