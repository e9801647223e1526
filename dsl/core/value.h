// Values: immutable, 8 bytes to copy, each with a 128-bit digest.
//
// A value is either immediate (integers, booleans and whatever a domain packs into 62 bits) or a
// pointer to an immutable node in an Arena: a blob (opaque bytes of a domain, a grid say), a list
// of values, or a function. Values share structure: the first element of a list *is* the element.
// What a value means is said by its type; the core never looks into blobs.
// Read next: lift.h (how C++ functions see values), domain.h (base types).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dsl/core/arena.h"
#include "dsl/core/digest.h"

namespace gestalt::dsl {

class Callable;

enum class NodeKind : std::uint8_t { kBlob, kList, kFunction };

/// Header of a node in an arena; what follows depends on the kind.
struct Node {
  Digest digest;
  std::uint32_t size = 0;  ///< blob: bytes; list: elements; function: captured values
  NodeKind kind = NodeKind::kBlob;
};

class Value {
 public:
  Value() = default;  ///< the immediate 0

  [[nodiscard]] static Value immediate(std::int64_t integer) {
    Value value;
    value.bits_ = (static_cast<std::uint64_t>(integer) << 1) | 1;
    return value;
  }
  [[nodiscard]] static Value of(const Node* node) {
    Value value;
    value.bits_ = reinterpret_cast<std::uintptr_t>(node);
    return value;
  }

  [[nodiscard]] bool is_immediate() const { return (bits_ & 1) != 0; }
  /// Requires is_immediate().
  [[nodiscard]] std::int64_t integer() const { return static_cast<std::int64_t>(bits_) >> 1; }
  /// Requires !is_immediate().
  [[nodiscard]] const Node* node() const {
    return reinterpret_cast<const Node*>(static_cast<std::uintptr_t>(bits_));
  }

  /// Equal values have equal digests, and (but for a chance of 2^-128) only they.
  [[nodiscard]] Digest digest() const {
    // Injective on immediates, and no node's digest: XXH3 yields this pattern with chance 2^-64.
    if (is_immediate()) return {bits_ * 0x9E3779B97F4A7C15ULL, 0x5851F42D4C957F2DULL ^ bits_};
    return node()->digest;
  }

  friend bool operator==(Value a, Value b) {
    return a.bits_ == b.bits_ ||
           (!a.is_immediate() && !b.is_immediate() && a.node()->digest == b.node()->digest);
  }

 private:
  std::uint64_t bits_ = 1;
};
static_assert(sizeof(Value) == 8);

/// A list value seen as a span of its elements.
class List {
 public:
  explicit List(Value value) : node_(value.node()) {}

  [[nodiscard]] std::size_t size() const { return node_->size; }
  [[nodiscard]] bool empty() const { return node_->size == 0; }
  [[nodiscard]] std::span<const Value> elements() const {
    return {reinterpret_cast<const Value*>(node_ + 1), node_->size};
  }
  [[nodiscard]] Value operator[](std::size_t i) const { return elements()[i]; }
  [[nodiscard]] auto begin() const { return elements().begin(); }
  [[nodiscard]] auto end() const { return elements().end(); }
  [[nodiscard]] Value value() const { return Value::of(node_); }

 private:
  const Node* node_;
};

/// A blob being filled: write size() bytes at data(), then seal() it into a value.
class BlobBuilder {
 public:
  BlobBuilder(Arena& arena, std::size_t size)
      : node_(static_cast<Node*>(arena.allocate(sizeof(Node) + size))) {
    node_->size = static_cast<std::uint32_t>(size);
    node_->kind = NodeKind::kBlob;
  }
  [[nodiscard]] std::byte* data() { return reinterpret_cast<std::byte*>(node_ + 1); }
  [[nodiscard]] std::size_t size() const { return node_->size; }
  /// Computes the digest. The bytes must not change afterwards.
  [[nodiscard]] Value seal() {
    node_->digest = digest_bytes(node_ + 1, node_->size);
    return Value::of(node_);
  }

 private:
  Node* node_;
};

/// The bytes of a blob value.
[[nodiscard]] inline std::span<const std::byte> blob_bytes(Value value) {
  return {reinterpret_cast<const std::byte*>(value.node() + 1), value.node()->size};
}

/// A list being filled: write size() elements, then seal().
class ListBuilder {
 public:
  ListBuilder(Arena& arena, std::size_t size)
      : node_(static_cast<Node*>(arena.allocate(sizeof(Node) + size * sizeof(Value)))) {
    node_->size = static_cast<std::uint32_t>(size);
    node_->kind = NodeKind::kList;
  }
  [[nodiscard]] std::span<Value> elements() {
    return {reinterpret_cast<Value*>(node_ + 1), node_->size};
  }
  [[nodiscard]] Value& operator[](std::size_t i) { return elements()[i]; }
  /// Drops the elements from `size` on (a filter fills what it keeps). Requires size <= the old
  /// size.
  void truncate(std::size_t size) { node_->size = static_cast<std::uint32_t>(size); }
  [[nodiscard]] Value seal();

 private:
  Node* node_;
};

[[nodiscard]] Value make_list(Arena& arena, std::span<const Value> elements);

/// A function value: code and the values it has captured. Read next: evaluate.h.
struct FunctionNode : Node {
  const Callable* code = nullptr;  ///< not owned; outlives the value
  std::uint64_t tag = 0;           ///< the code's own
  [[nodiscard]] std::span<const Value> captured() const {
    return {reinterpret_cast<const Value*>(this + 1), size};
  }
};

/// `digest` says when two functions are equal: the code's identity with its tag and captured values
/// (intensional), or the table of its results (extensional); the code decides.
[[nodiscard]] Value make_function(Arena& arena, const Callable& code, std::uint64_t tag,
                                  std::span<const Value> captured, const Digest& digest);

/// A deep copy into another arena. Functions keep their code.
[[nodiscard]] Value copy_value(Value value, Arena& arena);

/// Values that own their memory; copying copies deeply, so it is a regular value.
///
/// Threads: const access from any number.
class OwnedValues {
 public:
  OwnedValues() = default;
  OwnedValues(const OwnedValues& other) { append(other.values_); }
  OwnedValues& operator=(const OwnedValues& other) {
    if (this != &other) *this = OwnedValues(other);
    return *this;
  }
  OwnedValues(OwnedValues&&) noexcept = default;
  OwnedValues& operator=(OwnedValues&&) noexcept = default;

  /// The arena to build new values in before adding them.
  [[nodiscard]] Arena& arena() { return arena_; }
  /// Adds a value that lives in arena() (or is immediate).
  void add(Value value) { values_.push_back(value); }
  /// Adds deep copies.
  void append(std::span<const Value> values);

  [[nodiscard]] std::span<const Value> values() const { return values_; }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] Value operator[](std::size_t i) const { return values_[i]; }

  friend bool operator==(const OwnedValues& a, const OwnedValues& b) {
    return a.values_ == b.values_;
  }

 private:
  Arena arena_;
  std::vector<Value> values_;
};

}  // namespace gestalt::dsl
