// A domain: base types, primitives, constants and samplers, bundled as a value.
//
// A new domain is one folder that makes one of these, and one line in tasks/domains.cc.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/context.h"
#include "dsl/core/registry.h"
#include "dsl/core/smt.h"
#include "dsl/core/type.h"
#include "dsl/core/value.h"

namespace gestalt::dsl {

using Rng = std::mt19937_64;

/// A picture of a value: rows x columns small integers, row-major; -1 is transparent.
struct Raster {
  int rows = 0;
  int columns = 0;
  std::vector<int> cells;
  friend bool operator==(const Raster&, const Raster&) = default;
};

/// How a base type looks from outside when it is a picture: JSON arrays of arrays, drawings.
struct RasterForm {
  Raster (*to_raster)(Value value) = nullptr;
  /// Requires 1 <= rows, columns <= max_side and 0 <= cells <= max_cell.
  Value (*from_raster)(Arena& arena, const Raster& raster) = nullptr;
  int max_side = 30;  ///< at the edge (task files), not inside a computation
  int max_cell = 9;
};

/// Reads the scalar of a solved term; booleans as 0 and 1.
using SmtReader = std::function<std::int64_t(SmtScalar)>;

/// An element of a term, and when it is there.
struct SmtElement {
  SmtScalar present;
  SmtScalar value;
};

/// How the values of a base type are SMT terms. A type without one is its immediate integer.
struct SmtEncoding {
  /// Null: the integer itself.
  SmtTerm (*to_term)(Smt& smt, Value value) = nullptr;
  /// Nothing where the scalars are those of no value. Null: an immediate value.
  std::optional<Value> (*from_term)(Arena& arena, const SmtTerm& term,
                                    const SmtReader& read) = nullptr;
  /// The sizes of inputs with sides up to a bound, smallest first. Null: there is only one.
  std::vector<std::vector<int>> (*sizes)(int bound) = nullptr;
  /// Any input of a size.
  SmtTerm (*unknown)(Smt& smt, std::span<const int> size) = nullptr;
  /// The lengths of its frame, as IndexedType::lengths. Null where there are none.
  std::vector<SmtScalar> (*lengths)(Smt& smt, const SmtTerm& term) = nullptr;
  /// What it consists of, as IndexedType::read.
  std::vector<SmtElement> (*elements)(Smt& smt, const SmtTerm& term) = nullptr;
  /// The term as a task output, as Domain::present. Null: itself.
  SmtTerm (*present)(Smt& smt, const SmtTerm& term) = nullptr;
  /// Elements that a function may always use, as black in a grid.
  std::vector<std::int64_t> neutral = {};
};

/// A type without parameters whose values a domain makes.
struct BaseType {
  std::string name;
  std::string doc;
  /// Literal syntax: one token without spaces or parentheses, or a token in braces.
  std::string (*print)(Value value) = nullptr;
  /// The value of a token, or nothing when the token is not a literal of this type.
  std::optional<Value> (*parse)(Arena& arena, std::string_view token) = nullptr;
  /// A random value: mostly ordinary ones, some at the edges of what is allowed.
  Value (*sample)(Rng& rng, Arena& arena) = nullptr;
  std::optional<RasterForm> raster = {};
  std::optional<SmtEncoding> smt = {};
};

/// The examples of a task as rows: what constants and costs may depend on.
struct Examples {
  std::vector<Type> input_types;
  Type output_type;
  std::size_t train_count = 0;
  std::vector<std::vector<Value>> inputs;  ///< inputs[k][i]: input k of example i, train then test
  std::vector<Value> outputs;              ///< train outputs
};

/// What a literal is to a task, whatever its value: "a color of every output". Networks tell
/// literals apart by their roles, since a task with its colors exchanged is the same task.
struct Role {
  std::string name;
  Type type;
  int cost = 8;  ///< of a literal in this role
};

/// By a domain's `roles`.
using RoleId = std::uint16_t;

/// A literal the search may use.
struct Constant {
  RoleId role = 0;
  Value value;
  Type type;  ///< the role's, as is the cost
  int cost = 8;
};

/// In the place of an element that no literal can name.
constexpr std::int32_t kNoElement = std::numeric_limits<std::int32_t>::min();

/// A type whose values have an element at each place of a frame: a grid has a color a cell.
struct IndexedType {
  Type type;
  /// Equal for values with the same places.
  std::uint64_t (*frame)(Value value) = nullptr;
  /// Appends the elements, place by place, as the integers of immediate values, or kNoElement.
  void (*read)(Value value, std::vector<std::int32_t>& elements) = nullptr;
  /// The lengths of its frame: rows and columns, say. Null where rules do not compute them.
  std::vector<std::int64_t> (*lengths)(Value value) = nullptr;
};

/// How rules over places are found and written in a domain: every element of the output is chosen
/// by selectors. All names are primitives.
struct CellForm {
  IndexedType values;       ///< the outputs; what an element may be copied from
  IndexedType selectors;    ///< numbers for each place
  Type element;             ///< of values
  std::string selector_of;  ///< values -> selectors: the elements themselves as numbers; empty
                            ///< where values are selectors
  std::string equal;        ///< selectors -> int -> selectors: 1 where it is the number, else 0
  std::string at_least;     ///< selectors -> int -> selectors: 1 where it is as large, else 0
  std::string both;         ///< selectors -> selectors -> selectors
  std::string either;       ///< selectors -> selectors -> selectors
  std::string paint;        ///< selectors -> element -> values -> values
  std::string copy;         ///< selectors -> values (source) -> values -> values
  std::string blank;        ///< int, for each length -> element -> values: one element all over
  /// Terms besides the input whose places are looked at, as `values -> values`.
  std::vector<std::string> views;
  /// What lies around each place, the place itself left out: `values -> ... -> selectors` (or
  /// values), further arguments being constants.
  std::vector<std::string> around;
  /// What lies beside each place in a direction: `values -> constant -> values`.
  std::vector<std::string> beside;
  std::string selected;  ///< values -> element -> selectors: 1 where it is the element, else 0
  /// What holds in some image of the value: `(values -> selectors) -> values -> selectors`. Rules
  /// of directions are closed under a group of symmetries by them.
  std::vector<std::string> closures;
};

/// An element at a place.
struct Shown {
  std::uint32_t place = 0;
  std::int32_t element = 0;
  friend bool operator==(const Shown&, const Shown&) = default;
};

/// How rules that paint layers onto a canvas are written (synthesis/rules/paint_rules.h). A layer
/// is a value of which some elements lie on the canvas.
struct PaintForm {
  /// values (canvas) -> list values (layers) -> values (the canvas's places)
  struct Painter {
    std::string name;
    /// Appends what a layer shows on a canvas, by increasing place.
    void (*read)(Value layer, Value canvas, std::vector<Shown>& shown) = nullptr;
  };
  IndexedType values;  ///< canvas, layers and parts
  Type element;
  std::vector<Painter> painters;
  std::string repaint;  ///< values -> element -> values: all that shows becomes one element
  std::string blank;    ///< values -> element -> values: every place has one element
  std::string pick;     ///< values -> element -> values: only what has the element shows
};

/// A change of an input that can be taken back on what a rule makes of it: rules are searched for
/// after the change. Both are primitives.
struct Wrapper {
  std::string change;   ///< values -> values
  std::string restore;  ///< values (the input) -> values -> values, with an inverse for slot 1
};

/// Changes of an input that many functions commute with: f (change x) = change (f x).
struct Symmetry {
  std::string property;              ///< "reflection"
  std::vector<std::string> changes;  ///< programs `values -> values`; all of them must commute
};

/// How two elements of a task's values change places, which every permutation is made of.
struct Exchange {
  std::string property;                  ///< "color-permutation"
  std::string change;                    ///< a program `values -> element -> element -> values`
  Type element;                          ///< immediate
  std::vector<std::int64_t> fixed = {};  ///< elements that mean something, and stay
};

struct Domain {
  std::string name;
  std::string doc;
  std::vector<BaseType> types;
  Registry registry;
  /// Type of a usual task, `grid -> grid`.
  Type task_type;
  /// What the domain's literals may be to a task.
  std::vector<Role> roles = {};
  /// Literals worth trying on these examples, built in the arena; null: there are none.
  std::vector<std::pair<RoleId, Value>> (*literals)(const Examples& examples,
                                                    Arena& arena) = nullptr;
  /// The value as a task output (a grid without its position, say); null means itself. Cheap when
  /// it already is one. Fault where it cannot be an output.
  Result<Value, Fault> (*present)(EvalContext& context, Value value) = nullptr;
  /// Quick check before `present`: equal outputs have equal keys. Null means 0.
  std::uint64_t (*present_key)(Value value) = nullptr;
  /// How rules over places are written; nothing where the domain has none.
  std::optional<CellForm> cells = {};
  /// How rules that paint layers are written.
  std::optional<PaintForm> paint = {};
  std::vector<Wrapper> wrappers = {};
  std::vector<Symmetry> symmetries = {};
  std::optional<Exchange> exchange = {};
  /// Closed programs over an input and an output of a usual task, of any result: what the pairs of
  /// a task may have in common.
  std::vector<std::string> traits = {};
  /// What this is a part of (sublanguage.h); null where it is whole.
  std::shared_ptr<const Domain> whole = {};

  [[nodiscard]] const BaseType* find_type(std::string_view type_name) const;
  /// `literals` with what their roles say of them.
  [[nodiscard]] std::vector<Constant> constants(const Examples& examples, Arena& arena) const;
};

/// `int` with literals 3, -1; samples small numbers mostly.
[[nodiscard]] BaseType int_base_type();
/// `bool` with literals true, false.
[[nodiscard]] BaseType bool_base_type();

/// Prints a value of a ground type: base types by their own syntax, lists as [a b], functions as
/// <function>.
[[nodiscard]] std::string print_value(const Domain& domain, const Type& type, Value value);

/// A random value of a ground type without arrows; lists are short.
[[nodiscard]] Value sample_value(const Domain& domain, const Type& type, Rng& rng, Arena& arena);

}  // namespace gestalt::dsl
