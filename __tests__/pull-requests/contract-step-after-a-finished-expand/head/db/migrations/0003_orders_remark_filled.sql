UPDATE orders SET remark = gift_note WHERE id BETWEEN 1 AND 5000 AND remark IS NULL;
