// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/powerloss/journal.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace linnet::test::powerloss {

namespace {

std::string contentOf(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

Journal &journal()
{
    // Never destroyed: files are still written while the program ends.
    static Journal *instance = [] {
        auto *made = new Journal;
        if (const char *folder = std::getenv("LINNET_POWERLOSS_FOLDER"))
            made->watch(folder);
        return made;
    }();
    return *instance;
}

void Journal::watch(std::string folder)
{
    const std::lock_guard lock(m_mutex);
    m_files.clear();
    m_room.reset();
    m_syncs = 0;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_regular_file())
            m_files[entry.path().string()].durable = contentOf(entry.path());
    }
    m_folder = std::move(folder) + '/';
}

void Journal::setRoom(std::optional<int64_t> bytes)
{
    const std::lock_guard lock(m_mutex);
    m_room = bytes;
}

int Journal::syncs() const
{
    const std::lock_guard lock(m_mutex);
    return m_syncs;
}

std::map<std::string, std::string> Journal::durableFiles() const
{
    const std::lock_guard lock(m_mutex);
    std::map<std::string, std::string> files;
    for (const auto &[path, file] : m_files) {
        if (file.durable)
            files.emplace(path, *file.durable);
    }
    return files;
}

std::optional<std::string> Journal::watchedPath(int descriptor) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_folder.empty())
            return std::nullopt;
    }
    char path[PATH_MAX];
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t length = readlink(link.c_str(), path, sizeof path);
    if (length <= 0 || length == ssize_t(sizeof path))
        return std::nullopt;
    path[length] = '\0';
    return watchedPath(path);
}

std::optional<std::string> Journal::watchedPath(const char *path) const
{
    const std::lock_guard lock(m_mutex);
    const std::string text = path;
    if (m_folder.empty() || text.compare(0, m_folder.size(), m_folder) != 0)
        return std::nullopt;
    return text;
}

bool Journal::reserve(int descriptor, int64_t end)
{
    struct stat status = {};
    if (fstat(descriptor, &status) != 0)
        return true;
    const std::lock_guard lock(m_mutex);
    if (!m_room || end <= status.st_size)
        return true;
    const int64_t growth = end - status.st_size;
    if (growth > *m_room)
        return false;
    *m_room -= growth;
    return true;
}

void Journal::written(const std::string &path, int64_t offset, const char *data, size_t size)
{
    const std::lock_guard lock(m_mutex);
    m_files[path].pending.push_back({offset, std::string(data, size)});
}

void Journal::truncated(const std::string &path, int64_t size)
{
    const std::lock_guard lock(m_mutex);
    m_files[path].pending.push_back({size, std::nullopt});
}

size_t Journal::pending(const std::string &path) const
{
    const std::lock_guard lock(m_mutex);
    const auto file = m_files.find(path);
    return file == m_files.end() ? 0 : file->second.pending.size();
}

void Journal::synced(const std::string &path, size_t changes)
{
    const std::lock_guard lock(m_mutex);
    ++m_syncs;
    File &file = m_files[path];
    if (!file.durable)
        file.durable.emplace();
    const auto end = file.pending.begin() + ptrdiff_t(std::min(changes, file.pending.size()));
    std::for_each(file.pending.begin(), end,
                  [&file](const Change &change) { apply(*file.durable, change); });
    file.pending.erase(file.pending.begin(), end);
}

void Journal::removed(const std::string &path)
{
    const std::lock_guard lock(m_mutex);
    m_files.erase(path);
}

void Journal::renamed(const std::string &from, const std::string &to)
{
    const std::lock_guard lock(m_mutex);
    auto file = m_files.extract(from);
    m_files.erase(to);
    if (!file.empty()) {
        file.key() = to;
        m_files.insert(std::move(file));
    }
}

void Journal::apply(std::string &content, const Change &change)
{
    const auto offset = size_t(change.offset);
    if (!change.data) {
        content.resize(offset);
        return;
    }
    content.resize(std::max(content.size(), offset + change.data->size()));
    std::copy(change.data->begin(), change.data->end(), content.begin() + ptrdiff_t(offset));
}

} // namespace linnet::test::powerloss
