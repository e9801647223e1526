// The registry: the ordered, explicit list of a domain's primitives.
//
// Order matters: ids are the output columns of the networks. The fingerprint names the list, so
// that a checkpoint or a stored run of another language is recognized.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/digest.h"
#include "dsl/core/primitive.h"

namespace gestalt::dsl {

class Registry {
 public:
  /// Primitives added from here on belong to this family.
  void begin_family(std::string name) { family_ = std::move(name); }

  /// Adds a record and returns its id. A malformed record (no evaluator, no doc, no example, a name
  /// taken, a name that looks like a variable) is a bug and aborts; text from users goes through
  /// `try_add`.
  PrimitiveId add(Primitive primitive);
  /// The same with an error instead of an abort.
  [[nodiscard]] Result<PrimitiveId> try_add(Primitive primitive);

  [[nodiscard]] std::size_t size() const { return primitives_.size(); }
  [[nodiscard]] const Primitive& operator[](PrimitiveId id) const { return primitives_[id]; }
  [[nodiscard]] const std::vector<Primitive>& primitives() const { return primitives_; }
  [[nodiscard]] std::optional<PrimitiveId> find(std::string_view name) const;
  /// The registered name closest to a misspelt one, if any is close.
  [[nodiscard]] std::optional<std::string> closest_name(std::string_view name) const;

  /// Digest over names, types and definitions, in order.
  [[nodiscard]] Digest fingerprint() const;

 private:
  std::vector<Primitive> primitives_;
  std::map<std::string, PrimitiveId, std::less<>> by_name_;
  std::string family_;
};

}  // namespace gestalt::dsl
