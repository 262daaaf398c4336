// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/archivewriter.h"

#include "server/backup/backuperror.h"

#include <QCryptographicHash>

#include <archive.h>
#include <archive_entry.h>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype PartBytes = 256 << 10;
constexpr int BlockBytes = 64 << 10;

struct ReleaseEntry
{
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

} // namespace

void ArchiveWriter::Release::operator()(archive *handle) const
{
    archive_write_free(handle);
}

//! Never fails as libarchive sees it, which would not give back then what it had allocated.
long long ArchiveWriter::write(archive *, void *output, const void *bytes, size_t count)
{
    auto *const target = static_cast<Output *>(output);
    if (target->outcome && !target->isGivenUp)
        target->outcome = target->sink.write({static_cast<const char *>(bytes), qsizetype(count)});
    return static_cast<long long>(count);
}

ArchiveWriter::ArchiveWriter(ByteSink &sink, Timestamp at)
    : m_output{sink}
    , m_at(at)
    , m_archive(archive_write_new())
{
    archive_write_set_format_pax(m_archive.get());
    archive_write_set_bytes_per_block(m_archive.get(), BlockBytes);
    archive_write_set_bytes_in_last_block(m_archive.get(), 1);
    const auto callback = [](archive *handle, void *output, const void *bytes,
                             size_t count) -> la_ssize_t {
        return la_ssize_t(write(handle, output, bytes, count));
    };
    archive_write_open(m_archive.get(), &m_output, nullptr, callback, nullptr);
}

//! An archive that is not finished is not ended either: what has been written stays without an end.
ArchiveWriter::~ArchiveWriter()
{
    m_output.isGivenUp = true;
}

Result<QByteArray> ArchiveWriter::add(const QByteArray &name, const QByteArray &content)
{
    if (const auto begun = begin(name, content.size()); !begun)
        return begun.error();
    if (const auto appended = append(content); !appended)
        return appended.error();
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256);
}

Result<QByteArray> ArchiveWriter::add(const QByteArray &name, QFile &file)
{
    qint64 left = file.size() - file.pos();
    if (const auto begun = begin(name, left); !begun)
        return begun.error();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (left > 0) {
        const QByteArray part = file.read(std::min<qint64>(left, PartBytes));
        if (part.isEmpty())
            return Error{Error::Kind::Unavailable, "backup_file"_L1,
                         u"A file became shorter while it was read."_s, file.fileName()};
        hash.addData(part);
        if (const auto appended = append(part); !appended)
            return appended.error();
        left -= part.size();
    }
    return hash.result();
}

Result<> ArchiveWriter::finish()
{
    if (archive_write_close(m_archive.get()) != ARCHIVE_OK || !m_output.outcome)
        return failed();
    return m_output.sink.finish();
}

Result<> ArchiveWriter::begin(const QByteArray &name, qint64 size)
{
    constexpr mode_t OwnerOnly = 0600;
    const std::unique_ptr<archive_entry, ReleaseEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), OwnerOnly);
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_mtime(entry.get(), m_at.time_since_epoch().count() / 1000, 0);
    if (archive_write_header(m_archive.get(), entry.get()) != ARCHIVE_OK || !m_output.outcome)
        return failed();
    return {};
}

Result<> ArchiveWriter::append(const QByteArray &bytes)
{
    const auto count = archive_write_data(m_archive.get(), bytes.constData(), size_t(bytes.size()));
    if (count != bytes.size() || !m_output.outcome)
        return failed();
    return {};
}

Error ArchiveWriter::failed() const
{
    if (!m_output.outcome)
        return m_output.outcome.error();
    return {Error::Kind::Internal, "backup_archive"_L1, u"The backup could not be written."_s,
            QString::fromUtf8(archive_error_string(m_archive.get()))};
}

} // namespace linnet::backup
