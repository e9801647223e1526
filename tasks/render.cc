#include "tasks/render.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "tasks/palette.h"

namespace gestalt::tasks {

namespace {

using dsl::Domain;
using dsl::Type;
using dsl::Value;

constexpr std::string_view kResetColor = "\x1b[0m";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

/// The code that turns on a cell's background.
std::string background(int cell, ColorMode mode) {
  const PaletteEntry& entry = palette_entry(cell);
  if (mode == ColorMode::k256) return fmt::format("\x1b[48;5;{}m", entry.xterm);
  const std::uint32_t rgb = entry.rgb == 0 ? kTerminalBlack : entry.rgb;
  return fmt::format("\x1b[48;2;{};{};{}m", rgb >> 16, (rgb >> 8) & 0xFF, rgb & 0xFF);
}

char digit(int cell) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  if (cell < 0) return '.';
  return static_cast<std::size_t>(cell) < kDigits.size() ? kDigits[static_cast<std::size_t>(cell)]
                                                         : '?';
}

Block::Line draw_row(std::span<const int> cells, ColorMode mode) {
  Block::Line line;
  if (mode == ColorMode::kNone) {
    for (const int cell : cells) line.text += digit(cell);
    line.width = cells.size();
    return line;
  }
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const bool is_new = c == 0 || cells[c] != cells[c - 1];
    if (is_new && cells[c] >= 0) line.text += background(cells[c], mode);
    if (is_new && cells[c] < 0 && c > 0) line.text += kResetColor;
    line.text += cells[c] < 0 ? "··" : "  ";
  }
  if (cells.back() >= 0) line.text += kResetColor;
  line.width = 2 * cells.size();
  return line;
}

void pad(Block::Line& line, std::size_t width) {
  line.text.append(width - line.width, ' ');
  line.width = width;
}

bool is_picture(const Domain& domain, const Type& type) {
  const dsl::BaseType* base = domain.find_type(type.name());
  return base != nullptr && base->raster.has_value();
}

}  // namespace

ColorMode color_mode_of(const TerminalTraits& traits) {
  if (!traits.is_terminal || !traits.no_color.empty()) return ColorMode::kNone;
  if (traits.term.empty() || traits.term == "dumb") return ColorMode::kNone;
  const bool is_true = traits.color_term == "truecolor" || traits.color_term == "24bit";
  return is_true ? ColorMode::kTrue : ColorMode::k256;
}

ColorMode detect_color_mode(int file_descriptor) {
  return color_mode_of({.is_terminal = isatty(file_descriptor) == 1,
                        .no_color = environment("NO_COLOR"),
                        .term = environment("TERM"),
                        .color_term = environment("COLORTERM")});
}

std::size_t terminal_columns(int file_descriptor) {
  winsize size{};
  if (ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

std::size_t Block::width() const {
  std::size_t widest = 0;
  for (const Line& line : lines) widest = std::max(widest, line.width);
  return widest;
}

Block text_block(std::string_view text) { return {{{std::string(text), count_characters(text)}}}; }

Block draw_raster(const dsl::Raster& raster, ColorMode mode) {
  const auto columns = static_cast<std::size_t>(raster.columns);
  Block block;
  for (std::size_t r = 0; r < static_cast<std::size_t>(raster.rows); ++r) {
    block.lines.push_back(draw_row(std::span(raster.cells).subspan(r * columns, columns), mode));
  }
  return block;
}

Block draw_value(const Domain& domain, const Type& type, Value value, ColorMode mode) {
  if (is_picture(domain, type)) {
    return draw_raster(domain.find_type(type.name())->raster->to_raster(value), mode);
  }
  const dsl::Value* list = type.is_list() ? &value : nullptr;
  if (list != nullptr && is_picture(domain, type.arguments()[0]) && !dsl::List(value).empty()) {
    std::vector<Block> pictures;
    for (const Value element : dsl::List(value)) {
      pictures.push_back(draw_value(domain, type.arguments()[0], element, mode));
    }
    return beside(pictures);
  }
  return text_block(dsl::print_value(domain, type, value));
}

Block captioned(std::string_view caption, const Block& block) {
  if (block.lines.size() <= 1) {
    const std::vector<Block> both{text_block(caption), block};
    return beside(both);
  }
  Block result = text_block(caption);
  result.lines.insert(result.lines.end(), block.lines.begin(), block.lines.end());
  return result;
}

Block beside(std::span<const Block> blocks, std::string_view separator) {
  Block result;
  for (const Block& block : blocks) {
    result.lines.resize(std::max(result.lines.size(), block.lines.size()));
  }
  // The separator shows on the middle line of the lowest block: there both neighbors have text.
  std::size_t middle = 0;
  if (!blocks.empty()) {
    const auto lowest = std::min_element(
        blocks.begin(), blocks.end(),
        [](const Block& a, const Block& b) { return a.lines.size() < b.lines.size(); });
    middle = lowest->lines.empty() ? 0 : (lowest->lines.size() - 1) / 2;
  }
  std::size_t left = 0;
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    if (k > 0) {
      if (middle < result.lines.size()) {
        Block::Line& line = result.lines[middle];
        pad(line, left);
        line.text += separator;
        line.width += count_characters(separator);
      }
      left += count_characters(separator);
    }
    for (std::size_t i = 0; i < blocks[k].lines.size(); ++i) {
      Block::Line& line = result.lines[i];
      pad(line, left);
      line.text += blocks[k].lines[i].text;
      line.width += blocks[k].lines[i].width;
    }
    left += blocks[k].width();
  }
  return result;
}

Block flow(std::span<const Block> blocks, std::size_t columns) {
  constexpr std::string_view kGap = "    ";
  Block result;
  for (std::size_t first = 0; first < blocks.size();) {
    std::size_t width = blocks[first].width();
    const bool has_lines = blocks[first].lines.size() > 1;
    std::size_t count = 1;
    while (has_lines && first + count < blocks.size()) {
      width += kGap.size() + blocks[first + count].width();
      if (width > columns) break;
      ++count;
    }
    const Block row = beside(blocks.subspan(first, count), kGap);
    if (first > 0 && row.lines.size() > 1) result.lines.emplace_back();
    result.lines.insert(result.lines.end(), row.lines.begin(), row.lines.end());
    first += count;
  }
  return result;
}

Block draw_example(const Domain& domain, const Task& task, std::size_t example, ColorMode mode) {
  const std::vector<Type> types = task.type().parameters();
  std::vector<Block> inputs;
  for (std::size_t k = 0; k < types.size(); ++k) {
    inputs.push_back(draw_value(domain, types[k], task.inputs(example)[k], mode));
  }
  const auto output = task.output(example);
  const std::vector<Block> both{
      beside(inputs),
      output ? draw_value(domain, task.type().result(), *output, mode) : text_block("?")};
  return beside(both, " -> ");
}

Block draw_task(const Domain& domain, const Task& task, ColorMode mode, std::size_t columns) {
  std::vector<Block> examples;
  for (std::size_t i = 0; i < task.size(); ++i) {
    const bool is_train = i < task.train_count();
    const std::string caption = is_train ? fmt::format("train {}", i + 1)
                                         : fmt::format("test {}", i + 1 - task.train_count());
    examples.push_back(captioned(caption, draw_example(domain, task, i, mode)));
  }
  return flow(examples, columns);
}

std::string to_string(const Block& block) {
  std::string text;
  for (const Block::Line& line : block.lines) {
    const std::size_t end = line.text.find_last_not_of(' ');
    text.append(line.text, 0, end == std::string::npos ? 0 : end + 1);
    text += '\n';
  }
  return text;
}

}  // namespace gestalt::tasks
