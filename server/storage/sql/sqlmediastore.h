// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/mediastore.h"

namespace linnet {

class SqlConnection;

class SqlMediaStore : public MediaStore
{
public:
    explicit SqlMediaStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<> add(const Media &media) override;
    Result<Media> find(const QByteArray &name) override;
    Result<std::vector<Media>> listUnneeded(UserId owner, int limit) override;
    Result<> remove(MediaId id) override;
    Result<bool> refersTo(const QByteArray &sha256) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
