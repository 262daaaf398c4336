// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/zipwriter.h"

#include <archive.h>
#include <archive_entry.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

struct ReleaseEntry
{
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

la_ssize_t keep(archive *, void *written, const void *bytes, size_t count)
{
    static_cast<QByteArray *>(written)->append(static_cast<const char *>(bytes), qsizetype(count));
    return la_ssize_t(count);
}

} // namespace

void ZipWriter::Release::operator()(archive *handle) const
{
    archive_write_free(handle);
}

ZipWriter::ZipWriter(Timestamp at)
    : m_at(at)
    , m_archive(archive_write_new())
{
    archive_write_set_format_zip(m_archive.get());
    archive_write_set_bytes_per_block(m_archive.get(), 0); // Written is what is there to be taken.
    archive_write_open(m_archive.get(), &m_written, nullptr, keep, nullptr);
}

ZipWriter::~ZipWriter() = default;

Result<> ZipWriter::begin(const QByteArray &name)
{
    constexpr mode_t OwnerOnly = 0600;
    const std::unique_ptr<archive_entry, ReleaseEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), OwnerOnly);
    archive_entry_set_mtime(entry.get(), m_at.time_since_epoch().count() / 1000, 0);
    if (archive_write_header(m_archive.get(), entry.get()) != ARCHIVE_OK)
        return failed();
    return {};
}

Result<> ZipWriter::append(const QByteArray &bytes)
{
    const auto count = archive_write_data(m_archive.get(), bytes.constData(), size_t(bytes.size()));
    return count == bytes.size() ? Result<>() : Result<>(failed());
}

Result<> ZipWriter::finish()
{
    return archive_write_close(m_archive.get()) == ARCHIVE_OK ? Result<>() : Result<>(failed());
}

Error ZipWriter::failed() const
{
    return {Error::Kind::Internal, "zip"_L1, u"The export could not be written."_s,
            QString::fromUtf8(archive_error_string(m_archive.get()))};
}

} // namespace linnet
