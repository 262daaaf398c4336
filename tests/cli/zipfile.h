// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QList>

#include <archive.h>
#include <archive_entry.h>
#include <utility>

namespace linnet::test {

//! Writes a zip of \p files, names and contents, to \p path. \param password empty: not encrypted.
inline void writeZip(const QString &path, const QList<std::pair<QByteArray, QByteArray>> &files,
                     const char *password = nullptr)
{
    archive *const zip = archive_write_new();
    archive_write_set_format_zip(zip);
    if (password) {
        archive_write_set_options(zip, "zip:encryption=traditional");
        archive_write_set_passphrase(zip, password);
    }
    if (archive_write_open_filename(zip, QFile::encodeName(path).constData()) != ARCHIVE_OK)
        qFatal("%s", archive_error_string(zip));
    archive_entry *const entry = archive_entry_new();
    for (const auto &[name, content] : files) {
        archive_entry_clear(entry);
        archive_entry_set_pathname(entry, name.constData());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, content.size());
        if (archive_write_header(zip, entry) != ARCHIVE_OK
            || archive_write_data(zip, content.constData(), size_t(content.size()))
                != content.size())
            qFatal("%s", archive_error_string(zip));
    }
    archive_entry_free(entry);
    if (archive_write_free(zip) != ARCHIVE_OK)
        qFatal("A zip cannot be written.");
}

} // namespace linnet::test
