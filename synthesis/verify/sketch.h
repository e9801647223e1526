// Sketches: programs with holes, as in (lambda (x) (recolor x ?color)).
//
//   ?TYPE                 a literal of a base type whose values are small integers: ?color, ?int
//   ?TYPE:NAME            the same one wherever the name occurs
//   ?ELEMENT-map          a function that replaces elements by others: ?color-map
//   ?predicate-threshold  a function int -> bool: less than, more than or equal to a number
//
// A hole is made of one or more scalars, which become the first parameters of an ordinary program:
// so the evaluator and the solver see no holes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/program.h"
#include "dsl/core/reader.h"

namespace gestalt::synthesis {

/// An unknown number of a hole.
struct HoleScalar {
  dsl::Type type;
  std::int64_t low = 0;  ///< the values it may have
  std::int64_t high = 0;
};

struct Hole {
  enum class Kind : std::uint8_t { kLiteral, kMap, kThreshold };
  Kind kind = Kind::kLiteral;
  std::string token;      ///< "?color"
  dsl::Type type;         ///< of a literal, of a map's elements
  std::size_t first = 0;  ///< its scalars: those of the sketch from here on
  std::size_t count = 1;
};

class Sketch {
 public:
  /// Errors: those of a program, with their places; a hole that there is not. A text without holes
  /// is a sketch too.
  [[nodiscard]] static Result<Sketch> parse(std::string_view text, const dsl::Type& type,
                                            const dsl::Domain& domain);

  [[nodiscard]] const dsl::Domain& domain() const { return *domain_; }
  /// Of the programs.
  [[nodiscard]] const dsl::Type& type() const { return type_; }
  [[nodiscard]] const std::vector<Hole>& holes() const { return holes_; }
  [[nodiscard]] const std::vector<HoleScalar>& scalars() const { return scalars_; }
  /// The scalars, then the program's inputs, to the output.
  [[nodiscard]] const dsl::Program& code() const { return code_; }

  /// The program with its holes filled, one value a scalar.
  [[nodiscard]] std::string filled(const std::vector<std::int64_t>& values) const;

 private:
  [[nodiscard]] Result<dsl::Syntax> replace_holes(const dsl::Syntax& syntax);
  [[nodiscard]] Result<std::size_t> hole_of(const dsl::Syntax& atom);
  [[nodiscard]] std::string open_text(const Hole& hole) const;
  [[nodiscard]] std::string filled_text(const Hole& hole,
                                        const std::vector<std::int64_t>& values) const;
  [[nodiscard]] std::string filled(const dsl::Syntax& syntax,
                                   const std::vector<std::int64_t>& values) const;

  const dsl::Domain* domain_ = nullptr;
  dsl::Type type_;
  dsl::Syntax text_;
  std::vector<Hole> holes_;
  std::vector<HoleScalar> scalars_;
  dsl::Program code_;
};

}  // namespace gestalt::synthesis
