# communications
