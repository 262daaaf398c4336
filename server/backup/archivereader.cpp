// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/archivereader.h"

#include "server/backup/backuperror.h"

#include <archive.h>
#include <archive_entry.h>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype PartBytes = 256 << 10;

} // namespace

void ArchiveReader::Release::operator()(archive *handle) const
{
    archive_read_free(handle);
}

long long ArchiveReader::read(Input &input, const void **bytes)
{
    auto part = input.source.read(PartBytes);
    if (!part) {
        input.outcome = part.error();
        return -1;
    }
    input.part = std::move(*part);
    *bytes = input.part.constData();
    return input.part.size();
}

ArchiveReader::ArchiveReader(ByteSource &source)
    : m_input{source}
    , m_archive(archive_read_new())
{
    archive_read_support_format_tar(m_archive.get());
    const auto callback = [](archive *, void *input, const void **bytes) -> la_ssize_t {
        return la_ssize_t(read(*static_cast<Input *>(input), bytes));
    };
    m_isOpen =
        archive_read_open(m_archive.get(), &m_input, nullptr, callback, nullptr) == ARCHIVE_OK;
}

ArchiveReader::~ArchiveReader() = default;

Result<std::optional<QByteArray>> ArchiveReader::next()
{
    if (!m_isOpen)
        return failed();
    archive_entry *entry = nullptr;
    const int status = archive_read_next_header(m_archive.get(), &entry);
    if (status == ARCHIVE_EOF) {
        if (const auto drained = drain(); !drained)
            return drained.error();
        return std::optional<QByteArray>();
    }
    if (status != ARCHIVE_OK)
        return failed();
    const char *const name = archive_entry_pathname(entry);
    const bool isFile = archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry);
    if (!isFile || !name)
        return damaged(u"there is something in it that is no file"_s);
    return std::optional(QByteArray(name));
}

Result<QByteArray> ArchiveReader::read()
{
    QByteArray bytes(PartBytes, Qt::Uninitialized);
    const auto count = archive_read_data(m_archive.get(), bytes.data(), size_t(bytes.size()));
    if (count < 0)
        return failed();
    bytes.truncate(qsizetype(count));
    return bytes;
}

//! What follows the archive's end belongs to the source: only who reads it knows that it is whole.
Result<> ArchiveReader::drain()
{
    auto part = m_input.source.read(PartBytes);
    while (part && !part->isEmpty())
        part = m_input.source.read(PartBytes);
    if (!part)
        return part.error();
    return {};
}

Error ArchiveReader::failed() const
{
    if (!m_input.outcome)
        return m_input.outcome.error();
    Error error = damaged(u"it is no archive, or has been cut"_s);
    error.detail = QString::fromUtf8(archive_error_string(m_archive.get()));
    return error;
}

} // namespace linnet::backup
