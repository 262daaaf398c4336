// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace linnet::test::powerloss {

//! \brief What the files of a folder hold, and what of it would survive.
//!
//! Files are known by their paths; a descriptor's path is asked of the system when it is used.
class Journal
{
public:
    void watch(std::string folder);
    void setRoom(std::optional<int64_t> bytes);
    int syncs() const;
    std::map<std::string, std::string> durableFiles() const;

    //! \return the path of \p descriptor, if it is one of the folder's.
    std::optional<std::string> watchedPath(int descriptor) const;
    std::optional<std::string> watchedPath(const char *path) const;

    //! \return false if there is no room for a file to grow to \p end.
    bool reserve(int descriptor, int64_t end);

    void written(const std::string &path, int64_t offset, const char *data, size_t size);
    void truncated(const std::string &path, int64_t size);
    //! \return how many changes of \p path a sync that begins now will make durable.
    size_t pending(const std::string &path) const;
    void synced(const std::string &path, size_t changes);
    void removed(const std::string &path);
    void renamed(const std::string &from, const std::string &to);

private:
    //! A write, or a truncation if there is no data.
    struct Change
    {
        int64_t offset = 0;
        std::optional<std::string> data;
    };
    struct File
    {
        std::optional<std::string> durable; //!< Nothing: not even the file survives.
        std::vector<Change> pending;
    };

    static void apply(std::string &content, const Change &change);

    mutable std::mutex m_mutex;
    std::string m_folder;
    std::map<std::string, File> m_files;
    std::optional<int64_t> m_room;
    int m_syncs = 0;
};

//! \return the process's journal.
Journal &journal();

} // namespace linnet::test::powerloss
