// The record of a primitive: everything the system knows about an operator, declared once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/core/lift.h"
#include "dsl/core/program.h"
#include "dsl/core/smt.h"
#include "dsl/core/type.h"

namespace gestalt::dsl {

/// A program without inputs and the value it prints; both in the domain's syntax. Examples are
/// tests.
struct Example {
  std::string program;
  std::string value;
};

/// Solves for one argument: given the result and, in order, all other arguments, what must argument
/// `slot` be? The search uses it to derive goals backward from the outputs.
///
/// `solve` takes {result, other arguments...}. It may be partial (a fault where there is no
/// solution) and inexact: the search re-evaluates the completed program on every train pair.
struct Inverse {
  std::size_t slot = 0;
  RowFunction solve = nullptr;
};

struct Primitive {
  std::string name;
  Type type;
  RowFunction eval = nullptr;
  SmtDeclaration smt;
  int cost =
      0;  ///< at least 1; what a use adds under the uniform guide. 8 is usual, 4 is very common
  std::string doc;  ///< one or two sentences: what it computes, when it is undefined
  std::vector<Example> examples;
  std::vector<Inverse> inverses = {};
  bool commutative = false;  ///< f a b = f b a: the search builds one of them

  // Set by the registry.
  std::string family = {};                 ///< "geometry", "color", ...
  std::size_t arity = 0;                   ///< number of arguments `eval` takes
  std::optional<Program> definition = {};  ///< of a derived primitive
};

}  // namespace gestalt::dsl
